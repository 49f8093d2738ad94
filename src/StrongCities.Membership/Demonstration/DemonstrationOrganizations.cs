namespace StrongCities.Membership.Demonstration;

/// <summary>
/// Whom the demonstration shows as members. Cities are real places with nothing invented about them but being here, which every page says;
/// CSOs are fictional and say so in their name.
/// </summary>
internal static class DemonstrationOrganizations
{
    public const string DemonstrationText = "Demonstration data: this organization is fictional.";

    /// <summary>Keys of the demonstration people's cities, by the gazetteer's name and country.</summary>
    public static readonly IReadOnlyDictionary<string, (string Name, string Country)> CitiesByKey = new Dictionary<string, (string, string)>
    {
        ["oslo"] = ("Oslo", "NO"),
        ["denver"] = ("Denver", "US"),
        ["strasbourg"] = ("Strasbourg", "FR"),
        ["columbus"] = ("Columbus", "US"),
        ["aarhus"] = ("Aarhus", "DK"),
        ["montreal"] = ("Montréal", "CA"),
        ["malmo"] = ("Malmö", "SE"),
        ["bratislava"] = ("Bratislava", "SK"),
    };

    public static readonly (string Name, string Country)[] OtherCities =
    [
        ("Copenhagen", "DK"), ("Kristiansand", "NO"), ("Helsinki", "FI"), ("London", "GB"), ("Manchester", "GB"), ("Paris", "FR"), ("Dijon", "FR"),
        ("Montpellier", "FR"), ("Berlin", "DE"), ("Rotterdam", "NL"), ("The Hague", "NL"), ("Mechelen", "BE"), ("Brussels", "BE"), ("Palermo", "IT"),
        ("Kalamaria", "GR"), ("Washington", "US"), ("Atlanta", "US"), ("Minneapolis", "US"), ("Houston", "US"), ("Stamford", "US"), ("Toronto", "CA"), ("Edmonton", "CA"),
    ];

    public const string PontDesQuartiers = "pont-des-quartiers";

    public static readonly DemonstrationCso[] Csos =
    [
        new(PontDesQuartiers, "Pont des Quartiers (fictional)", "FR", "Strasbourg", "Grand Est", "town", ["youth", "cohesion"], ["fr", "en"]),
        new("lantern-street", "Lantern Street Youth (fictional)", "US", "Denver", "Colorado", "town", ["youth", "hate"], ["en", "es"]),
        new("nordlys", "Nordlys Dialogue Circle (fictional)", "NO", "Bergen", "Vestland", "region", ["polarization", "cohesion"], ["nb", "en"]),
        new("atelier-des-voix", "Atelier des Voix (fictional)", "CA", "Laval", "Québec", "country", ["disinformation", "prevention"], ["fr", "en"]),
        new("quiet-harbor", "Quiet Harbor (fictional)", "GB", "Bristol", "South West", "unlisted", ["victims", "hate"], ["en"]),
    ];

    public static readonly IReadOnlyDictionary<string, string[]> LanguagesByCountry = new Dictionary<string, string[]>
    {
        ["DK"] = ["da", "en"],
        ["NO"] = ["nb", "en"],
        ["SE"] = ["sv", "en"],
        ["FI"] = ["fi", "sv", "en"],
        ["GB"] = ["en"],
        ["FR"] = ["fr"],
        ["DE"] = ["de", "en"],
        ["NL"] = ["nl", "en"],
        ["BE"] = ["nl", "fr"],
        ["SK"] = ["sk"],
        ["IT"] = ["it"],
        ["ES"] = ["es"],
        ["GR"] = ["el"],
        ["US"] = ["en"],
        ["CA"] = ["en", "fr"],
    };
}

/// <summary>A fictional CSO and how precisely it chose to be listed.</summary>
internal sealed record DemonstrationCso(string Key, string Name, string Country, string Place, string Province, string Listing, string[] Themes, string[] Languages);
