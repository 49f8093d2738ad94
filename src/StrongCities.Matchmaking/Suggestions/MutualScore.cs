namespace StrongCities.Matchmaking.Suggestions;

/// <summary>What an introduction is worth to both sides. Whole numbers throughout, so that every machine ranks alike.</summary>
/// <param name="FirstGain">What the first side gains.</param>
/// <param name="SecondGain">What the second side gains.</param>
/// <param name="Total">A thousand times the harmonic mean of the gains: near the smaller one, so that nobody is introduced for the other's sake alone.</param>
internal readonly record struct MutualScore(int FirstGain, int SecondGain, long Total)
{
    private const int HelpPoints = 6;
    private const int HelpCountedMax = 3;
    private const int ThemePoints = 3;
    private const int ThemesCountedMax = 2;
    private const int LanguagePoints = 4;
    private const int OtherRegionPoints = 2;
    private const int SameSizePoints = 1;
    private const int HoursAPoint = 4;
    private const int HourPointsMax = 4;

    public static MutualScore Of(Party first, Party second)
    {
        var shared = Shared(first, second);
        var (firstGain, secondGain) = (Help(first.Needs, second.Offers) + shared, Help(second.Needs, first.Offers) + shared);
        var sum = firstGain + secondGain;
        return new MutualScore(firstGain, secondGain, sum == 0 ? 0 : 2000L * firstGain * secondGain / sum);
    }

    private static int Help(IReadOnlyList<string> needs, IReadOnlyList<string> offers) => HelpPoints * Math.Min(HelpCountedMax, needs.Count(offers.Contains));

    private static int Shared(Party first, Party second) =>
        (ThemePoints * Math.Min(ThemesCountedMax, first.Themes.Count(second.Themes.Contains)))
        + (first.Languages.Any(second.Languages.Contains) ? LanguagePoints : 0)
        + (first.Region != second.Region ? OtherRegionPoints : 0)
        + (first.Size.Length > 0 && first.Size == second.Size ? SameSizePoints : 0)
        + Math.Min(HourPointsMax, first.Hours.Overlap(second.Hours) / HoursAPoint);
}
