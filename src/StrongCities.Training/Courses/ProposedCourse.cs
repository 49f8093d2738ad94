using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Training;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Texts;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Training.Courses;

/// <summary>What staff wrote about a course, read and found sound.</summary>
internal sealed record ProposedCourse(Words Title, Words Summary, string Theme, string Level)
{
    /// <summary>The first problem is the refusal's reason; its metadata names every field with a problem, so that a form is mended in one go.</summary>
    public static (ProposedCourse? Proposed, Refusal? Refusal) Read(Wire.CourseContent content)
    {
        var problems = new List<(string Field, Refusal Refusal)>();
        var title = Texts("title", content.Title, GatheringRefusals.TitleMissing, ProposedGathering.TitleCharactersMax, GatheringRefusals.TitleTooLong);
        var summary = Texts("summary", content.Summary, CourseRefusals.SummaryMissing, ProposedGathering.SummaryCharactersMax, GatheringRefusals.SummaryTooLong);
        Must(CourseVocabulary.Themes.Contains(content.Theme), "theme", CourseRefusals.ThemeUnknown);
        Must(CourseVocabulary.Levels.Contains(content.Level), "level", CourseRefusals.LevelUnknown);
        return problems.Count > 0 ? (null, GatheringRefusals.Of(problems)) : (new ProposedCourse(title, summary, content.Theme, content.Level), null);

        void Must(bool sound, string field, Refusal otherwise)
        {
            if (!sound)
            {
                problems.Add((field, otherwise));
            }
        }

        Words Texts(string field, IEnumerable<LocalText> texts, Refusal missing, int charactersMax, Refusal tooLong)
        {
            if (Words.Read(texts) is not { } words)
            {
                problems.Add((field, GatheringRefusals.LanguageUnknown));
                return Words.None;
            }

            Must(!words.IsEmpty, field, missing);
            Must(words.LongestCharacters <= charactersMax, field, tooLong);
            return words;
        }
    }
}
