using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using StrongCities.Contracts.Membership;
using static StrongCities.IntegrationTests.Membership.MembershipProcess;

namespace StrongCities.IntegrationTests.Membership.Organizations;

[Collection("servers")]
public sealed class OrganizationsServiceTests(MembershipProcess membership) : IClassFixture<MembershipProcess>
{
    private StrongCities.Contracts.Membership.Organizations.OrganizationsClient Client => membership.Organizations;

    [Fact]
    public async Task An_edit_of_the_profile_is_kept_in_the_history_and_a_stale_one_refused()
    {
        var (id, organization) = await AarhusAsync();
        var profile = organization.Profile.Clone();
        profile.About = "Demonstration text.";
        profile.AboutLanguage = "en";
        profile.Themes.Add("youth");
        var request = new EditProfileRequest { OrganizationId = id, Version = organization.Version, Profile = profile };
        Assert.Equal("Demonstration text.", (await Client.EditProfileAsync(request, membership.As(AarhusFocalPoint))).Profile.About);
        await RefusedAsync("organization-changed-meanwhile", Client.EditProfileAsync(request, membership.As(AarhusFocalPoint)));
        var edit = (await Client.GetProfileHistoryAsync(new GetOrganizationRequest { OrganizationId = id }, membership.As(AarhusFocalPoint))).Edits[0];
        Assert.Equal("Maja Holm", edit.PersonName);
        Assert.Contains(edit.Changes, change => change is { Field: "about", Before: "", After: "Demonstration text." });

        profile.Needs = new string('x', 1001);
        profile.Website = "javascript:alert(1)";
        var refusal = await RefusedAsync("answers-invalid", Client.EditProfileAsync(new EditProfileRequest { OrganizationId = id, Profile = profile }, membership.As(AarhusFocalPoint)));
        Assert.Equal(["needs-too-long", "website-invalid"], refusal.Facts.Select(fact => fact.Value).Order());
    }

    [Fact]
    public async Task A_member_pauses_resumes_leaves_and_takes_that_back_within_seven_days_and_the_history_knows()
    {
        var person = AarhusFocalPoint;
        var (id, _) = await AarhusAsync();
        var facts = await membership.ListenAsync("OrganizationStandingChanged");
        var request = new ChangeStandingRequest { OrganizationId = id };

        Assert.Equal("paused", (await Client.PauseMembershipAsync(request, membership.As(person))).Standing);
        Assert.Equal("paused", (await Client.PauseMembershipAsync(request, membership.As(person))).Standing);
        Assert.Equal("member", (await Client.ResumeMembershipAsync(request, membership.As(person))).Standing);
        var left = await Client.LeaveNetworkAsync(request, membership.As(person));
        Assert.Equal("left", left.Standing);
        Assert.InRange(left.ReturnUntil.ToDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(6.9), TimeSpan.FromDays(7.1));
        await RefusedAsync("standing-not-possible", Client.PauseMembershipAsync(request, membership.As(person)));
        Assert.Null((await Client.ResumeMembershipAsync(request, membership.As(person))).ReturnUntil);

        await Client.LeaveNetworkAsync(request, membership.As(person));
        await membership.ReadAsync<int>($"WITH old AS (UPDATE organizations SET left_at = now() - interval '8 days' WHERE id = '{id}' RETURNING 1) SELECT count(*)::int FROM old");
        await RefusedAsync("return-too-late", Client.ResumeMembershipAsync(request, membership.As(person)));
        await RefusedAsync("organization-unknown", Client.LeaveNetworkAsync(request, membership.As(MalmoFocalPoint)));

        // Its people read it, with the name of who did it among themselves; who admitted it for the network is not named.
        var standings = (await Client.GetProfileHistoryAsync(new GetOrganizationRequest { OrganizationId = id }, membership.As(person))).Standings;
        Assert.Equal(
            ["left Maja Holm", "member Maja Holm", "left Maja Holm", "member Maja Holm", "paused Maja Holm", "member "],
            standings.Select(step => $"{step.Standing} {step.PersonName}"));
        var heard = new List<string>();
        await EventuallyAsync(
            async () =>
            {
                heard.AddRange(await membership.HeardAsync(facts));
                return heard.Count == 5;
            },
            "Five facts are heard.");
        // Other tests of this class find the city as it was.
        await membership.ReadAsync<int>($"WITH old AS (UPDATE organizations SET left_at = null, standing = 'member' WHERE id = '{id}' RETURNING 1) SELECT count(*)::int FROM old");
    }

    [Fact]
    public async Task For_people_of_another_city_the_organization_does_not_exist()
    {
        var (id, _) = await AarhusAsync();
        var answers = new List<string>();
        foreach (var forged in new[] { id, Guid.NewGuid().ToString(), "x", "" })
        {
            answers.Add((await RefusedAsync("organization-unknown", Client.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = forged }, membership.As(MalmoFocalPoint)))).Message);
            await RefusedAsync("organization-unknown", Client.EditProfileAsync(new EditProfileRequest { OrganizationId = forged, Profile = new Profile() }, membership.As(MalmoFocalPoint)));
            await RefusedAsync("organization-unknown", Client.GrantRoleAsync(new GrantRoleRequest { OrganizationId = forged, Name = "X", Email = "x@example.org", Role = "elected" }, membership.As(MalmoFocalPoint)));
            await RefusedAsync("organization-unknown", Client.EndRoleAsync(new EndRoleRequest { OrganizationId = forged, PersonId = AarhusFocalPoint.ToString(), Role = "focal-point" }, membership.As(MalmoFocalPoint)));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal("Aarhus", (await Client.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = id }, membership.As(Staff))).Name);
        Assert.False((await Client.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = id }, membership.As(Staff))).MayEdit);
        // Staff without a second factor are anybody.
        await RefusedAsync("organization-unknown", Client.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = id }, membership.Issuer.As(Staff, secondFactor: false)));
    }

    [Fact]
    public async Task A_role_is_given_by_address_and_the_answer_does_not_say_whether_the_address_is_known()
    {
        var (id, _) = await AarhusAsync();
        var registered = await membership.ListenAsync("PersonRegistered");
        var granted = await membership.ListenAsync("OrganizationRoleGranted");
        var known = await GrantAsync(id, "Somebody", "sofia.berg@example.org", "practitioner");
        var unknown = await GrantAsync(id, "Somebody", "new.colleague@example.org", "practitioner");
        Assert.Equal(["Somebody", "Somebody"], unknown.People.Where(person => person.Role == "practitioner").Select(person => person.Name));
        Assert.Equal("Somebody", known.People.Single(person => person.Role == "practitioner").Name);
        await RefusedAsync("role-already-held", async () => await GrantAsync(id, "Somebody", "SOFIA.berg@example.org", "practitioner"));
        var told = 0;
        await EventuallyAsync(async () => (told += (await membership.HeardAsync(granted)).Count) == 2, "both roles are told");
        Assert.Single(await membership.HeardAsync(registered));
    }

    [Fact]
    public async Task A_delegation_ends_by_itself_and_the_end_is_told()
    {
        var ended = await membership.ListenAsync("OrganizationRoleEnded");
        var (id, _) = await AarhusAsync();
        await RefusedAsync("end-in-the-past", Client.GrantRoleAsync(Request(id, "Deputy", "deputy@example.org", "elected", DateTimeOffset.UtcNow.AddMinutes(-1)), membership.As(AarhusFocalPoint)));
        await Client.GrantRoleAsync(Request(id, "Deputy", "deputy@example.org", "elected", DateTimeOffset.UtcNow.AddSeconds(3)), membership.As(AarhusFocalPoint));
        var deputy = await membership.ReadAsync<Guid>("SELECT id FROM people WHERE email_key = 'deputy@example.org'");
        Assert.Single((await membership.People.GetMeAsync(new GetMeRequest(), membership.As(deputy))).Organizations);
        await EventuallyAsync(async () => (await membership.People.GetMeAsync(new GetMeRequest(), membership.As(deputy))).Organizations.Count == 0, "the role has no effect");
        await EventuallyAsync(async () => (await membership.HeardAsync(ended)).Count == 1, "the end is told");
    }

    [Fact]
    public async Task Somebody_stays_focal_point()
    {
        var malmo = (await membership.People.GetMeAsync(new GetMeRequest(), membership.As(MalmoFocalPoint))).Organizations.Single(own => own.Name == "Malmö").OrganizationId;
        var end = new EndRoleRequest { OrganizationId = malmo, PersonId = MalmoFocalPoint.ToString(), Role = "focal-point" };
        await RefusedAsync("last-focal-point", Client.EndRoleAsync(end, membership.As(MalmoFocalPoint)));
        await RefusedAsync("role-not-held", Client.EndRoleAsync(new EndRoleRequest { OrganizationId = malmo, PersonId = Staff.ToString(), Role = "elected" }, membership.As(MalmoFocalPoint)));
        await Client.GrantRoleAsync(Request(malmo, "Second", "second.malmo@example.org", "focal-point", null), membership.As(MalmoFocalPoint));
        await Client.EndRoleAsync(end, membership.As(MalmoFocalPoint));
        await RefusedAsync("organization-unknown", Client.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = malmo }, membership.As(MalmoFocalPoint)));
    }

    [Fact]
    public async Task Names_are_for_staff_and_current_rows_for_services_with_the_scope()
    {
        var (id, _) = await AarhusAsync();
        var names = await Client.GetNamesAsync(new GetNamesRequest { OrganizationIds = { id, Guid.NewGuid().ToString(), "x" } }, membership.As(Staff));
        Assert.Equal("Aarhus", names.Names.Single().Name);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await Client.GetNamesAsync(new GetNamesRequest(), membership.As(AarhusFocalPoint)))).StatusCode);

        var rows = await membership.Backfill.StreamOrganizations(new StreamOrganizationsRequest(), membership.Issuer.AsService("membership.backfill")).ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Contains(rows, row => row.OrganizationId == id && row is { Kind: "city", Country: "DK", Region: "europe", Standing: "member", Version: >= 1 });
        var roles = await membership.Backfill.StreamRoles(new StreamRolesRequest(), membership.Issuer.AsService("membership.backfill")).ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Contains(roles, row => row.PersonId == AarhusFocalPoint.ToString() && row is { Role: "focal-point", Held: true });
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await membership.Backfill.StreamRoles(new StreamRolesRequest(), membership.As(Staff)).ResponseStream.ReadAllAsync().ToListAsync());
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    private async Task<(string Id, Organization Organization)> AarhusAsync()
    {
        var id = (await membership.People.GetMeAsync(new GetMeRequest(), membership.As(AarhusFocalPoint))).Organizations.Single(own => own.Name == "Aarhus").OrganizationId;
        return (id, await Client.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = id }, membership.As(AarhusFocalPoint)));
    }

    private async Task<Organization> GrantAsync(string id, string name, string email, string role) =>
        await Client.GrantRoleAsync(Request(id, name, email, role, null), membership.As(AarhusFocalPoint));

    private static GrantRoleRequest Request(string id, string name, string email, string role, DateTimeOffset? until) =>
        new() { OrganizationId = id, Name = name, Email = email, Role = role, Until = until?.ToTimestamp() };
}
