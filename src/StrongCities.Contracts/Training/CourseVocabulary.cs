namespace StrongCities.Contracts.Training;

/// <summary>What a course can be about and for whom it is, as codes; each page has the words of its language. Codes are added and never reused.</summary>
public static class CourseVocabulary
{
    /// <summary>Themes, in the order of a form and of the catalogue.</summary>
    public static IReadOnlyList<string> Themes { get; } =
        ["governance", "accounting", "funding", "institutions", "monitoring-evaluation", "partnerships", "safety"];

    /// <summary>Levels, from the first to the last.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["introductory", "intermediate", "advanced"];
}
