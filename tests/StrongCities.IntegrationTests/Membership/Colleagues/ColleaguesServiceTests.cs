using Grpc.Core;
using StrongCities.Contracts.Membership;
using static StrongCities.IntegrationTests.Membership.MembershipProcess;

namespace StrongCities.IntegrationTests.Membership.Colleagues;

/// <summary>M7: whom a focal point registers is told, agrees or undoes it with one press; until then hardly anybody reads the name.</summary>
[Collection("servers")]
public sealed class ColleaguesServiceTests(MembershipProcess membership) : IClassFixture<MembershipProcess>
{
    [Fact]
    public async Task Until_a_colleague_agrees_the_name_is_read_by_whoever_gave_it_and_staff_alone()
    {
        var (organization, role, person) = await RegisterAsync("Agnes Agreeing");
        await RegisterAsync("Second Reader", "second.reader@example.org");
        var second = await membership.ReadAsync<Guid>("SELECT id FROM people WHERE email_key = 'second.reader@example.org'");
        Assert.True((await ReadAsync(organization, AarhusFocalPoint)).People.Single(one => one.Name == "Agnes Agreeing").Unagreed);
        Assert.Contains((await ReadAsync(organization, Staff)).People, one => one.Name == "Agnes Agreeing");
        Assert.Contains((await ReadAsync(organization, person)).People, one => one.Name == "Agnes Agreeing");
        Assert.DoesNotContain((await ReadAsync(organization, second)).People, one => one.Name == "Agnes Agreeing");

        var token = await IssueAsync(role);
        var asked = await membership.Colleagues.GetNoticeAsync(new NoticeRequest { Token = token });
        Assert.Equal(("asked", "Aarhus", "Maja Holm", ""), (asked.State, asked.OrganizationName, asked.RegisteredByName, asked.Token));
        Assert.DoesNotContain((await ReadAsync(organization, second)).People, one => one.Name == "Agnes Agreeing");

        Assert.Equal("agreed", (await membership.Colleagues.AgreeToRoleAsync(new NoticeRequest { Token = token })).State);
        Assert.Equal("agreed", (await membership.Colleagues.AgreeToRoleAsync(new NoticeRequest { Token = token })).State);
        Assert.False((await ReadAsync(organization, second)).People.Single(one => one.Name == "Agnes Agreeing").Unagreed);
    }

    [Fact]
    public async Task Who_has_not_agreed_is_not_named_to_the_other_side_of_an_introduction()
    {
        var (organization, role, _) = await RegisterAsync("Fay Focal", role: "focal-point");
        async Task<bool> IsNamedAsync() => (await membership.Contacts.GetOrganizationContactAsync(
            new GetOrganizationContactRequest { OrganizationId = organization }, membership.Issuer.AsService("membership.introductions"))).People.Any(person => person.Name == "Fay Focal");
        Assert.False(await IsNamedAsync());
        await membership.Colleagues.AgreeToRoleAsync(new NoticeRequest { Token = await IssueAsync(role) });
        Assert.True(await IsNamedAsync());
    }

    [Fact]
    public async Task One_press_undoes_it_the_role_ends_and_whoever_gave_it_is_told_once()
    {
        var ended = await membership.ListenAsync("OrganizationRoleEnded");
        var told = await membership.ListenAsync("ColleagueUndone");
        var (organization, role, person) = await RegisterAsync("Urs Undoing");
        var former = await IssueAsync(role);
        var token = await IssueAsync(role);
        var replaced = await RefusedAsync("notice-unknown", membership.Colleagues.GetNoticeAsync(new NoticeRequest { Token = former }));
        var forged = await RefusedAsync("notice-unknown", membership.Colleagues.UndoRoleAsync(new NoticeRequest { Token = "forged" }));
        Assert.Equal((replaced.Status, replaced.Message), (forged.Status, forged.Message));
        await RefusedAsync("notice-unknown", membership.Colleagues.UndoRoleAsync(new NoticeRequest()));

        Assert.Equal("undone", (await membership.Colleagues.UndoRoleAsync(new NoticeRequest { Token = token })).State);
        Assert.Equal("undone", (await membership.Colleagues.UndoRoleAsync(new NoticeRequest { Token = token })).State);
        Assert.Empty((await membership.People.GetMeAsync(new GetMeRequest(), membership.As(person))).Organizations);
        Assert.DoesNotContain((await ReadAsync(organization, AarhusFocalPoint)).People, one => one.Name == "Urs Undoing");
        await RefusedAsync("role-not-held", membership.Colleagues.AgreeToRoleAsync(new NoticeRequest { Token = token }));
        var (ends, undone) = (new List<string>(), new List<string>());
        await EventuallyAsync(async () =>
        {
            ends.AddRange(await membership.HeardAsync(ended));
            undone.AddRange(await membership.HeardAsync(told));
            return (ends.Count, undone.Count) == (1, 1);
        }, "the end is told once");
        Assert.Contains(AarhusFocalPoint.ToString(), undone[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_ends_after_thirty_days_and_only_its_hash_is_kept()
    {
        var (_, role, _) = await RegisterAsync("Late Reader");
        var token = await IssueAsync(role);
        Assert.Equal(1, await membership.ReadAsync<long>($"SELECT count(*) FROM organization_roles WHERE link_hash = sha256(convert_to('{token}', 'UTF8'))"));
        await membership.ReadAsync<Guid>($"UPDATE organization_roles SET link_at = now() - interval '31 days' WHERE id = '{role}' RETURNING id");
        await RefusedAsync("notice-unknown", membership.Colleagues.UndoRoleAsync(new NoticeRequest { Token = token }));
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () =>
            await membership.Colleagues.DescribeNoticeAsync(new DescribeNoticeRequest { RoleId = role.ToString() }))).StatusCode);
    }

    private async Task<(string Organization, Guid Role, Guid Person)> RegisterAsync(string name, string? email = null, string role = "practitioner")
    {
        var id = (await membership.People.GetMeAsync(new GetMeRequest(), membership.As(AarhusFocalPoint))).Organizations.Single(own => own.Name == "Aarhus").OrganizationId;
        email ??= $"{name.Split(' ')[0].ToLowerInvariant()}.{Guid.NewGuid():N}@example.org";
        await membership.Organizations.GrantRoleAsync(
            new GrantRoleRequest { OrganizationId = id, Name = name, Email = email, Role = role }, membership.As(AarhusFocalPoint));
        return (id,
            await membership.ReadAsync<Guid>($"SELECT r.id FROM organization_roles r JOIN people p ON p.id = r.person_id WHERE p.email_key = '{email}'"),
            await membership.ReadAsync<Guid>($"SELECT id FROM people WHERE email_key = '{email}'"));
    }

    private async Task<Organization> ReadAsync(string organization, Guid reader) =>
        await membership.Organizations.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = organization }, membership.As(reader));

    private async Task<string> IssueAsync(Guid role) => (await membership.Colleagues.DescribeNoticeAsync(
        new DescribeNoticeRequest { RoleId = role.ToString() }, membership.Issuer.AsService("membership.colleague-mail"))).Token;
}
