using NodaTime.TimeZones;

namespace StrongCities.Gatherings.Members;

/// <summary>
/// By whose clock an organization's deadlines end in working hours. Contact data, a person's own zone among it, stay in Membership;
/// the country is known here and names the zone, or for a country of several the one that most of its people live by.
/// </summary>
internal static class OrganizationZone
{
    private static readonly Dictionary<string, string> CountriesOfSeveral = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CA"] = "America/Toronto",
        ["US"] = "America/Chicago",
        ["MX"] = "America/Mexico_City",
        ["DE"] = "Europe/Berlin",
        ["ES"] = "Europe/Madrid",
        ["PT"] = "Europe/Lisbon",
        ["UA"] = "Europe/Kyiv",
        ["CY"] = "Asia/Nicosia",
    };

    private static readonly Dictionary<string, string> CountriesOfOne = TzdbDateTimeZoneSource.Default.ZoneLocations!
        .GroupBy(location => location.CountryCode, StringComparer.OrdinalIgnoreCase).Where(zones => zones.Count() == 1)
        .ToDictionary(zones => zones.Key, zones => zones.Single().ZoneId, StringComparer.OrdinalIgnoreCase);

    /// <summary>The IANA zone; the host's when the country tells nothing.</summary>
    public static string Of(string country, string hostZone) => CountriesOfSeveral.GetValueOrDefault(country) ?? CountriesOfOne.GetValueOrDefault(country) ?? hostZone;
}
