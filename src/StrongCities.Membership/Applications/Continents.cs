namespace StrongCities.Membership.Applications;

/// <summary>The two regions of the network and their countries, as ISO 3166-1 alpha-2 codes (XK, Kosovo, is in common use and not of the standard).</summary>
internal static class Continents
{
    public const string Europe = "europe";
    public const string NorthAmerica = "north-america";

    public static readonly IReadOnlySet<string> EuropeanCountries = Codes(
        "AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA XK");

    public static readonly IReadOnlySet<string> NorthAmericanCountries = Codes(
        "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX TC TT US VC VG VI");

    /// <summary>The hub that handles a country's applications, or null outside the two regions.</summary>
    public static string? HubOf(string country) =>
        EuropeanCountries.Contains(country) ? Europe : NorthAmericanCountries.Contains(country) ? NorthAmerica : null;

    /// <summary>
    /// The region that a decision is of: the decider's own. Whoever stands in both or in none leaves it to the other of the two people, and then to the hub:
    /// with two regions there must be one left that hears the appeal.
    /// </summary>
    public static string RegionOf(string hub, IReadOnlyList<string> deciderRegions, IReadOnlyList<string> reviewerRegions) =>
        deciderRegions is [Europe or NorthAmerica] ? deciderRegions[0] : reviewerRegions is [Europe or NorthAmerica] ? reviewerRegions[0] : hub;

    public static string OtherHub(string hub) => hub == Europe ? NorthAmerica : Europe;

    private static HashSet<string> Codes(string codes) => [.. codes.Split(' ')];
}
