using StrongCities.Contracts.Training;
using StrongCities.Web.Forms;
using StrongCities.Web.Languages;

namespace StrongCities.Web.Pages.Trainings;

/// <summary>Courses in the reader's words.</summary>
public static class CourseWords
{
    public static string Theme(string theme, Words words) => theme switch
    {
        "governance" => words["Governance of an organisation"],
        "accounting" => words["Accounting"],
        "funding" => words["Grants and other funding"],
        "institutions" => words["How institutions work"],
        "monitoring-evaluation" => words["Monitoring and evaluation"],
        "partnerships" => words["Working with partners"],
        "safety" => words["Safety of people and data"],
        _ => theme,
    };

    public static string Level(string level, Words words) => level switch
    {
        "introductory" => words["Introductory"],
        "intermediate" => words["Intermediate"],
        "advanced" => words["Advanced"],
        _ => level,
    };

    public static string State(Course course, Words words) => course.State switch
    {
        "draft" => words["Draft"],
        "published" => words.In("course", "Published"),
        _ => words["Withdrawn"],
    };

    /// <summary>The class of the state's tag.</summary>
    public static string Tag(Course course) => course.State switch
    {
        "draft" => "tag attention",
        "published" => "tag ok",
        _ => "tag plain",
    };

    public static IReadOnlyList<Option> Themes(Words words) => [.. CourseVocabulary.Themes.Select(theme => new Option(theme, Theme(theme, words)))];

    public static IReadOnlyList<Option> Levels(Words words) => [.. CourseVocabulary.Levels.Select(level => new Option(level, Level(level, words)))];

    /// <summary>A summary as it is set on a page; the catalogue shows the first paragraph.</summary>
    public static string[] Paragraphs(ShownText summary) => summary.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
