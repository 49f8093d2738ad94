using StrongCities.Membership.Organizations;

namespace StrongCities.UnitTests.Membership.Organizations;

public sealed class OrganizationTests
{
    [Theory]
    [InlineData("city", "member", "unlisted", true)]
    [InlineData("cso", "member", "unlisted", false)]
    [InlineData("cso", "member", "country", true)]
    [InlineData("city", "prospect", "town", false)]
    [InlineData("city", "suspended", "town", false)]
    [InlineData("cso", "left", "town", false)]
    public void Members_are_listed_and_a_cso_only_if_it_chose_to_be(string kind, string standing, string listing, bool listed) =>
        Assert.Equal(listed, new Organization { Kind = kind, Standing = standing, Listing = listing }.IsListed);

    [Theory]
    [InlineData("country", false, false)]
    [InlineData("region", false, true)]
    [InlineData("town", true, true)]
    public void A_cso_shows_its_place_as_precisely_as_it_chose(string listing, bool place, bool province)
    {
        var organization = new Organization { Kind = "cso", Listing = listing };
        Assert.Equal((place, province), (organization.ShowsPlace, organization.ShowsProvince));
    }

    [Fact]
    public void An_edit_names_only_what_changed()
    {
        var organization = new Organization { Kind = "city", Themes = ["youth"], ContactBy = "members" };
        var before = organization.Profile();
        organization.Take(before with { Themes = ["youth", "hate"], Website = "https://www.example.org" });
        Assert.Equal(["themes", "website"], before.ChangesTo(organization.Profile()).Select(change => change.Field));
        Assert.Equal(("example.org", 2), (organization.Domain, organization.ProfileVersion));
        Assert.Empty(organization.Profile().ChangesTo(organization.Profile()));
    }

    [Fact]
    public void A_city_cannot_unlist_itself()
    {
        var organization = new Organization { Kind = "city" };
        organization.Take(organization.Profile() with { Listing = "unlisted" });
        Assert.Equal("town", organization.Listing);
    }

    [Fact]
    public void Every_bad_field_is_named()
    {
        var organization = new Organization { Kind = "cso" };
        var bad = organization.BadFields(new OrganizationProfile(
            ["politics"], ["<x>"], -5, "javascript:alert(1)", new string('x', 2001), "?", new string('x', 1001), new string('x', 1001), "everybody", "street",
            new Dictionary<string, string> { ["website"] = "friends", ["about"] = "nobody", ["people"] = "public" }));
        Assert.Equal(["themes", "languages", "population", "website", "about", "about_language", "needs", "offers", "contact_by", "listing", "audience_website", "audience_people"], bad.Select(field => field.Field));
        Assert.Empty(organization.BadFields(organization.Profile()));
    }

    [Theory]
    [InlineData("public", true, true)]
    [InlineData("members", false, true)]
    [InlineData("nobody", false, false)]
    public void A_field_is_shown_to_the_readers_that_were_chosen_and_what_is_left_out_stays_as_it_was(string audience, bool toPublic, bool toMembers)
    {
        var organization = new Organization { Kind = "city", Id = Guid.NewGuid(), PublicId = Guid.NewGuid().ToString("N") };
        organization.Take(organization.Profile() with { Themes = ["youth"], Audiences = new Dictionary<string, string> { ["themes"] = audience } });
        Assert.Equal((toPublic, toMembers), (organization.Shows("themes", "public"), organization.Shows("themes", "members")));
        Assert.Equal(toMembers, organization.ProfileFact().Themes.Any());
        Assert.Equal(("public", "nobody"), (organization.AudienceOf("website"), organization.AudienceOf("needs")));
    }
}
