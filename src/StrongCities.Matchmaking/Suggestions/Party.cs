using StrongCities.Matchmaking.Preferences;

namespace StrongCities.Matchmaking.Suggestions;

/// <summary>An organization of the network as the matching sees it: what the directory can filter by, and what it told the matchmaking.</summary>
/// <param name="Size">small, medium, large as the directory filters, or empty when not said.</param>
/// <param name="Listed">Whether the directory shows it.</param>
/// <param name="Capacity">Introductions at once; 0 = takes no part in this round.</param>
internal sealed record Party(
    Guid Id, string Kind, string Country, string Region, string Size, bool Listed,
    IReadOnlyList<string> Themes, IReadOnlyList<string> Languages,
    IReadOnlyList<string> Needs, IReadOnlyList<string> Offers, HoursOfWeek Hours, int Capacity)
{
    /// <summary>The directory's bands of population.</summary>
    public static string SizeOf(long population) => population switch
    {
        <= 0 => "",
        < 50_000 => "small",
        < 250_000 => "medium",
        _ => "large",
    };
}
