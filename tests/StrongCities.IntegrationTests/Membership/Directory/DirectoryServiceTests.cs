using Grpc.Core;
using StrongCities.Contracts.Membership;
using static StrongCities.IntegrationTests.Membership.MembershipProcess;

namespace StrongCities.IntegrationTests.Membership.Directory;

[Collection("servers")]
public sealed class DirectoryServiceTests(MembershipProcess membership) : IClassFixture<MembershipProcess>, IAsyncLifetime
{
    public async Task InitializeAsync() => await membership.SqlAsync(
        """
        INSERT INTO organizations (id, public_id, kind, name, country, region, place, province, form, standing, version, profile_version, member_since, themes, languages, population, website, domain, about, about_language, needs, offers, contact_by, listing)
        SELECT gen_random_uuid(), md5(name), 'city', name, country, 'europe', name, '', 'town', 'member', 1, 1, now(), '{}', '{}', 0, '', '', '', '', '', '', 'members', 'town'
        FROM (VALUES ('Évry', 'FR'), ('Zürich', 'CH'), ('Ålesund', 'NO'), ('100% Ville', 'FR')) AS added (name, country)
        WHERE NOT EXISTS (SELECT FROM organizations WHERE name = 'Évry')
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("arhus", "Aarhus")]
    [InlineData("EVRY", "Évry")]
    [InlineData("zürich", "Zürich")]
    [InlineData("ZURICH", "Zürich")]
    [InlineData("alesund", "Ålesund")]
    [InlineData("montreal", "Montréal")]
    [InlineData("MALMÖ", "Malmö")]
    [InlineData("strassbourg", "Strasbourg")]
    [InlineData("100%", "100% Ville")]
    public async Task Search_finds_names_without_accents_or_case_and_nearly_spelled(string query, string name) =>
        Assert.Contains(name, await NamesAsync(new SearchMembersRequest { Query = query }));

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("xyzzy")]
    [InlineData("' OR '1'='1")]
    public async Task A_pattern_is_text_and_finds_no_more_than_it_says(string query) =>
        Assert.DoesNotContain("Aarhus", await NamesAsync(new SearchMembersRequest { Query = query }));

    [Fact]
    public async Task Names_are_sorted_as_readers_expect_in_pages_of_24()
    {
        var first = await membership.Directory.SearchMembersAsync(new SearchMembersRequest());
        var second = await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Page = 2 });
        Assert.Equal((24, true, false), (first.Members.Count, first.More, second.More));
        var all = first.Members.Concat(second.Members).Select(member => member.Name).ToList();
        Assert.Equal(all.Distinct(), all);
        Assert.True(all.IndexOf("Évry") < all.IndexOf("Helsinki"), "an accent does not send a name to the end");
        Assert.Empty((await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Page = 9999 })).Members);
    }

    [Fact]
    public async Task Each_field_is_read_by_whom_its_organization_chose_and_the_preview_says_the_same()
    {
        var id = await membership.ReadAsync<Guid>("SELECT id FROM organizations WHERE name = 'Aarhus'");
        var own = new GetOrganizationRequest { OrganizationId = id.ToString() };
        var profile = (await membership.Organizations.GetOrganizationAsync(own, membership.As(AarhusFocalPoint))).Profile;
        Assert.Equal(["about public", "languages public", "needs nobody", "offers nobody", "population public", "themes public", "website public"], profile.Audiences.Select(chosen => $"{chosen.Key} {chosen.Value}").Order());
        profile.Website = "https://aarhus.example.org";
        profile.About = "About us.";
        profile.AboutLanguage = "en";
        profile.Needs = "Needs of ours.";
        profile.Offers = "Offers of ours.";
        profile.Themes.Clear();
        profile.Themes.Add("victims");
        var publicId = (await membership.ReadAsync<string>($"SELECT public_id FROM organizations WHERE id = '{id}'"))!;
        Task<MemberEntry> AsSeenByAsync(Guid? reader) =>
            membership.Directory.GetMemberAsync(new GetMemberRequest { PublicId = publicId }, reader is { } person ? membership.As(person) : []).ResponseAsync;
        async Task<bool> FoundAsync(SearchMembersRequest request, Guid? reader) =>
            (await membership.Directory.SearchMembersAsync(request, reader is { } person ? membership.As(person) : [])).Members.Any(member => member.PublicId == publicId);
        SearchMembersRequest[] filters = [new() { Query = "aarhus", Theme = "victims" }, new() { Query = "aarhus", Language = "da" }, new() { Query = "aarhus", Size = "medium" }];

        foreach (var (audience, toPublic, toMembers) in new[] { ("public", true, true), ("members", false, true), ("nobody", false, false) })
        {
            foreach (var field in profile.Audiences.Keys.ToList())
            {
                profile.Audiences[field] = audience;
            }

            await membership.Organizations.EditProfileAsync(new EditProfileRequest { OrganizationId = id.ToString(), Profile = profile }, membership.As(AarhusFocalPoint));
            foreach (var (reader, sees) in new[] { ((Guid?)null, toPublic), (Staff, toPublic), (MalmoFocalPoint, toMembers) })
            {
                var entry = await AsSeenByAsync(reader);
                Assert.Equal(sees ? 7 : 0, FieldsOf(entry));
                Assert.Equal(reader == MalmoFocalPoint ? "members" : "", entry.ContactBy);
                Assert.Equal(("Aarhus", true), (entry.Name, entry.HasLocation));
                var preview = await membership.Organizations.PreviewMemberAsync(
                    new PreviewMemberRequest { OrganizationId = id.ToString(), Reader = reader == MalmoFocalPoint ? "members" : "public" }, membership.As(AarhusFocalPoint));
                Assert.Equal((true, entry), (preview.Listed, preview.Entry));
                foreach (var filter in filters)
                {
                    // A filter gives no field away.
                    Assert.Equal(sees, await FoundAsync(filter, reader));
                }

                Assert.True(await FoundAsync(new SearchMembersRequest { Query = "aarhus" }, reader));
                Assert.Equal(toPublic, await FoundAsync(new SearchMembersRequest { Query = "aarhus", Theme = "victims", PublicOnly = true }, reader));
            }

            // No other service is told what is for nobody.
            var row = await membership.Backfill.StreamOrganizations(new StreamOrganizationsRequest(), membership.Issuer.AsService("membership.backfill")).ResponseStream
                .ReadAllAsync().SingleAsync(row => row.OrganizationId == id.ToString());
            Assert.Equal(toMembers ? (1, true, true) : (0, false, false), (row.Themes.Count, row.Languages.Count > 0, row.Population > 0));
            var contact = await membership.Contacts.GetOrganizationContactAsync(new GetOrganizationContactRequest { OrganizationId = id.ToString() }, membership.Issuer.AsService("membership.introductions"));
            Assert.Equal(toMembers ? "https://aarhus.example.org" : "", contact.Website);
        }

        // Its own people see everything; who is suspended reads as the public does; who it is no business of gets no preview.
        Assert.Equal("Needs of ours.", (await membership.Organizations.GetOrganizationAsync(own, membership.As(AarhusFocalPoint))).Profile.Needs);
        profile.Audiences["website"] = "members";
        await membership.Organizations.EditProfileAsync(new EditProfileRequest { OrganizationId = id.ToString(), Profile = profile }, membership.As(AarhusFocalPoint));
        Assert.NotEmpty((await AsSeenByAsync(MalmoFocalPoint)).Website);
        await membership.SqlAsync("UPDATE organizations SET standing = 'suspended' WHERE name = 'Malmö'");
        Assert.Empty((await AsSeenByAsync(MalmoFocalPoint)).Website);
        await membership.SqlAsync("UPDATE organizations SET standing = 'member' WHERE name = 'Malmö'");
        await RefusedAsync("organization-unknown", membership.Organizations.PreviewMemberAsync(new PreviewMemberRequest { OrganizationId = id.ToString(), Reader = "public" }, membership.As(MalmoFocalPoint)));
        await RefusedAsync("audience-unknown", membership.Organizations.PreviewMemberAsync(new PreviewMemberRequest { OrganizationId = id.ToString(), Reader = "staff" }, membership.As(AarhusFocalPoint)));
        profile.Audiences["website"] = "friends";
        Assert.Equal("audience-unknown", (await RefusedAsync("answers-invalid", membership.Organizations.EditProfileAsync(new EditProfileRequest { OrganizationId = id.ToString(), Profile = profile }, membership.As(AarhusFocalPoint)))).Facts.Single().Value);
        var history = await membership.Organizations.GetProfileHistoryAsync(own, membership.As(AarhusFocalPoint));
        Assert.Contains(history.Edits[0].Changes, change => change is { Field: "audience_website", Before: "nobody", After: "members" });
        // Other tests of this class find the city as it was.
        await membership.SqlAsync($"UPDATE organizations SET public_fields = DEFAULT, member_fields = DEFAULT, themes = '{{}}', website = '', about = '', about_language = '', needs = '', offers = '' WHERE id = '{id}'");

        static int FieldsOf(MemberEntry entry) => new[]
        {
            entry.Themes.Count > 0, entry.Languages.Count > 0, entry.Population > 0, entry.Website.Length > 0, entry.About.Length > 0, entry.Needs.Length > 0, entry.Offers.Length > 0,
        }.Count(given => given);
    }

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        Assert.Equal(["Montréal", "Toronto"], (await NamesAsync(new SearchMembersRequest { Country = "CA", Kind = "city", Size = "large" })).Except(["Edmonton"]));
        Assert.Equal(["Lantern Street Youth (fictional)"], await NamesAsync(new SearchMembersRequest { Region = "north-america", Theme = "youth", Language = "es" }));
        Assert.DoesNotContain(await NamesAsync(new SearchMembersRequest { Size = "small" }), name => name == "Paris");
    }

    [Fact]
    public async Task A_cso_is_listed_and_found_at_the_precision_it_chose_and_no_closer()
    {
        var names = await NamesAsync(new SearchMembersRequest { Kind = "cso" });
        Assert.DoesNotContain("Quiet Harbor (fictional)", names);
        var hidden = await membership.ReadAsync<string>("SELECT public_id FROM organizations WHERE listing = 'unlisted'");
        var unknown = await RefusedAsync("member-unknown", membership.Directory.GetMemberAsync(new GetMemberRequest { PublicId = Guid.NewGuid().ToString("N") }));
        var unlisted = await RefusedAsync("member-unknown", membership.Directory.GetMemberAsync(new GetMemberRequest { PublicId = hidden }));
        Assert.Equal((unknown.Status, unknown.Message), (unlisted.Status, unlisted.Message));

        var byRegion = (await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Query = "nordlys" })).Members.Single();
        Assert.Equal(("", "Vestland", "NO"), (byRegion.Place, byRegion.Province, byRegion.Country));
        Assert.DoesNotContain("Nordlys Dialogue Circle (fictional)", await NamesAsync(new SearchMembersRequest { Query = "Bergen" }));
        var byCountry = (await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Query = "atelier" })).Members.Single();
        Assert.Equal(("", ""), (byCountry.Place, byCountry.Province));
        // The control: a CSO that shows its town is found by it.
        Assert.Contains("Lantern Street Youth (fictional)", await NamesAsync(new SearchMembersRequest { Query = "denver" }));
    }

    [Fact]
    public async Task Strangers_see_a_random_id_and_no_person()
    {
        var aarhus = (await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Query = "aarhus" })).Members.Single();
        var own = (await membership.People.GetMeAsync(new GetMeRequest(), membership.As(AarhusFocalPoint))).Organizations.Single();
        Assert.NotEqual(own.OrganizationId.Replace("-", "", StringComparison.Ordinal), aarhus.PublicId);
        Assert.DoesNotContain("Maja", aarhus.ToString(), StringComparison.Ordinal);
        Assert.True(aarhus.HasLocation);
        Assert.Equal(237551, aarhus.Population);
    }

    private async Task<List<string>> NamesAsync(SearchMembersRequest request) =>
        [.. (await membership.Directory.SearchMembersAsync(request)).Members.Select(member => member.Name)];
}
