using StrongCities.Membership.Directory;

namespace StrongCities.UnitTests.Membership.Directory;

public sealed class PlaceNameTests
{
    [Theory]
    [InlineData("Ville de Montréal", "montreal")]
    [InlineData("City of Aurora", "aurora")]
    [InlineData("Oslo kommune", "oslo")]
    [InlineData("Malmö", "malmo")]
    [InlineData("  Saint-Étienne ", "saint etienne")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Ville d’Évry", "evry")]
    [InlineData("", "")]
    public void A_place_is_compared_without_accents_case_and_titles(string name, string plain) => Assert.Equal(plain, PlaceName.Plain(name));

    [Fact]
    public void The_gazetteer_carries_places_of_both_regions_once_each()
    {
        var places = GazetteerPlace.Carried();
        Assert.Equal(places.Count, places.Select(place => (place.PlainName, place.Country)).Distinct().Count());
        Assert.Equal(["europe", "north-america"], places.Select(place => place.Region).Distinct().Order());
        Assert.Contains(places, place => place is { PlainName: "montreal", Country: "CA" });
    }
}
