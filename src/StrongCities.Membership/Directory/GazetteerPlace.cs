using System.Text.Json;

namespace StrongCities.Membership.Directory;

/// <summary>Where a place lies and how many live there, from GeoNames (CC BY 4.0).</summary>
internal sealed class GazetteerPlace
{
    public int GeonamesId { get; init; }
    public string Name { get; init; } = "";

    /// <summary>The name as <see cref="PlaceName.Plain"/> gives it.</summary>
    public string PlainName { get; init; } = "";
    public string Country { get; init; } = "";
    public string Region { get; init; } = "";
    public double Latitude { get; init; }
    public double Longitude { get; init; }
    public long Population { get; init; }
    public string TimeZone { get; init; } = "";

    /// <summary>The places that the program carries.</summary>
    public static IReadOnlyList<GazetteerPlace> Carried()
    {
        using var file = typeof(GazetteerPlace).Assembly.GetManifestResourceStream("cities.json")!;
        return [.. JsonSerializer.Deserialize<List<Row>>(file, JsonSerializerOptions.Web)!.Select(row => new GazetteerPlace
        {
            GeonamesId = row.GeonamesId,
            Name = row.Name,
            PlainName = PlaceName.Plain(row.Name),
            Country = row.Country,
            Region = row.Region,
            Latitude = row.Latitude,
            Longitude = row.Longitude,
            Population = row.Population,
            TimeZone = row.TimeZone,
        })];
    }

    private sealed record Row(int GeonamesId, string Name, string Country, string Region, double Latitude, double Longitude, long Population, string TimeZone);
}
