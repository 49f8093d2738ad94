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
