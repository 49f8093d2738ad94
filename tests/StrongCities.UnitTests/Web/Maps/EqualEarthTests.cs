using StrongCities.UnitTests.Architecture;
using StrongCities.Web.Maps;

namespace StrongCities.UnitTests.Web.Maps;

public sealed class EqualEarthTests
{
    // Printed by docs/map/make-map.mjs (d3-geo 3.1.2), latitude before longitude.
    [Theory]
    [InlineData("Denver", 39.7392, -104.9847, 147.1721, 271.7877)]
    [InlineData("New York", 40.7143, -74.006, 333.1905, 264.1706)]
    [InlineData("Montréal", 45.5088, -73.5878, 341.7027, 227.6854)]
    [InlineData("Oslo", 59.9127, 10.7461, 790.3205, 130.0547)]
    [InlineData("London", 51.5085, -0.1257, 752.2859, 184.5902)]
    [InlineData("Helsinki", 60.1695, 24.9354, 861.3669, 128.5126)]
    [InlineData("Bratislava", 48.1486, 17.1067, 855.5702, 208.3462)]
    [InlineData("Palermo", 38.1158, 13.3636, 856.6225, 284.6055)]
    public void A_city_lies_where_the_drawn_map_has_it(string city, double latitude, double longitude, double x, double y)
    {
        var at = EqualEarth.Project(latitude, longitude);
        Assert.True(Math.Abs(at.X - x) < 0.01 && Math.Abs(at.Y - y) < 0.01, $"{city}: {at.X}, {at.Y}");
    }

    [Fact]
    public void The_drawing_has_the_frame_that_the_projection_fills() =>
        Assert.Contains("viewBox=\"0 0 1000 450\"", Repository.Read("src/StrongCities.Web/wwwroot/assets/atlantic.svg"), StringComparison.Ordinal);

    [Fact]
    public void The_shortest_way_bends_north_and_ends_at_both_cities()
    {
        var way = EqualEarth.GreatCircle((40.7143, -74.006), (51.5085, -0.1257));
        Assert.Equal(33, way.Count);
        Near((333.1905, 264.1706), way[0]);
        Near((752.2859, 184.5902), way[^1]);
        // A straight line on the map would pass at y = 224 half-way.
        Assert.True(way[16].Y < 200, $"{way[16].Y}");
    }

    [Fact]
    public void A_way_to_the_same_place_stays_there() =>
        Assert.All(EqualEarth.GreatCircle((50, 0), (50, 0)), point => Near(EqualEarth.Project(50, 0), point));

    [Fact]
    public void No_name_covers_another_or_a_dot()
    {
        var cities = Enumerable.Range(0, 60).Select(index => new MapCity("City number " + index, 40 + index % 8, 2 + index % 13 * 0.7, index)).ToList();
        var labels = MapLabels.Place(cities);
        Assert.InRange(labels.Count, 1, 12);
        for (var one = 0; one < labels.Count; one++)
        {
            for (var other = one + 1; other < labels.Count; other++)
            {
                Assert.False(Math.Abs(labels[one].Y - labels[other].Y) < 18 && labels[one].EndsHere == labels[other].EndsHere && Math.Abs(labels[one].X - labels[other].X) < 80);
            }
        }
    }

    private static void Near((double X, double Y) expected, (double X, double Y) actual)
    {
        Assert.Equal(expected.X, actual.X, 0.01);
        Assert.Equal(expected.Y, actual.Y, 0.01);
    }
}
