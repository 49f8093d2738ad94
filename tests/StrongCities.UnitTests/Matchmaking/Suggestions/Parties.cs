using CsCheck;
using StrongCities.Matchmaking.Preferences;
using StrongCities.Matchmaking.Suggestions;

namespace StrongCities.UnitTests.Matchmaking.Suggestions;

/// <summary>Made-up organizations of a small network, so that much is shared and much is rare.</summary>
internal static class Parties
{
    private static readonly string[] Help = ["mediation", "funding", "youth-work", "venue", "evaluation"];
    private static readonly string[] Themes = ["hate", "youth", "victims"];
    private static readonly string[] Languages = ["en", "fr", "nb"];
    private static readonly (string Country, string Region)[] Places = [("FR", "europe"), ("NO", "europe"), ("US", "north-america")];

    public static readonly Gen<Party> Any =
        from id in Gen.Guid
        from isCity in Gen.Bool
        from place in Among(Places)
        from size in Among("", "small", "large")
        from listed in Gen.Bool
        from themes in Some(Themes)
        from languages in Some(Languages)
        from needs in Some(Help)
        from offers in Some(Help)
        from hours in Some(["weekday-morning", "weekday-evening", "weekend"])
        from capacity in Gen.Int[0, 3]
        select new Party(
            id, isCity ? "city" : "cso", place.Country, place.Region, size, isCity || listed, themes, languages, needs, offers,
            HoursOfWeek.Of(hours, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch), capacity);

    public static readonly Gen<List<Party>> Networks = Any.List[2, 30].Select(parties => parties.DistinctBy(party => party.Id).ToList());

    /// <summary>Some pairs of the network that must not meet.</summary>
    public static Gen<List<(Guid, Guid)>> SomeVetoes(List<Party> network) =>
        Gen.Select(Among(network), Among(network)).Select((one, other) => (one.Id, other.Id)).List[0, 10];

    /// <summary>One of these.</summary>
    public static Gen<T> Among<T>(params IReadOnlyList<T> values) => Gen.Int[0, values.Count - 1].Select(index => values[index]);

    private static Gen<string[]> Some(string[] codes) => Gen.Bool.Array[codes.Length].Select(chosen => codes.Where((_, index) => chosen[index]).ToArray());
}
