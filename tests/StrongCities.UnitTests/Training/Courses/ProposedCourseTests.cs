using StrongCities.Contracts.Gatherings;
using StrongCities.Training.Courses;
using Wire = StrongCities.Contracts.Training;

namespace StrongCities.UnitTests.Training.Courses;

public class ProposedCourseTests
{
    [Fact]
    public void A_sound_course_is_read_whole()
    {
        var (proposed, refusal) = ProposedCourse.Read(Content());

        Assert.Null(refusal);
        Assert.Equal(("accounting", "introductory"), (proposed!.Theme, proposed.Level));
        Assert.Equal("Des comptes en ordre", proposed.Title.ByLanguage["fr"]);
        Assert.Equal("A cash book.\n\nFor whoever keeps the money.", proposed.Summary.ByLanguage["en"]);
    }

    public static TheoryData<string, string, Action<Wire.CourseContent>> Mistakes => new()
    {
        { "title-missing", "title", content => content.Title.Clear() },
        { "title-missing", "title", content => { content.Title[0].Text = " \u202E "; content.Title.RemoveAt(1); } },
        { "title-too-long", "title", content => content.Title[1].Text = new string('x', 201) },
        { "language-unknown", "title", content => content.Title[0].Language = "english" },
        { "course-summary-missing", "summary", content => content.Summary[0].Text = "\n" },
        { "summary-too-long", "summary", content => content.Summary[0].Text = new string('x', 4_001) },
        { "language-unknown", "summary", content => content.Summary.Add(content.Summary[0].Clone()) },
        { "course-theme-unknown", "theme", content => content.Theme = "Accounting" },
        { "course-level-unknown", "level", content => content.Level = "" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_refused_beside_its_field_and_alone(string reason, string field, Action<Wire.CourseContent> mistake)
    {
        var content = Content();
        mistake(content);

        var (proposed, refusal) = ProposedCourse.Read(content);

        Assert.Null(proposed);
        Assert.Equal(reason, refusal!.Reason);
        Assert.Equal((field, reason), Assert.Single(refusal.Facts));
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var refusal = ProposedCourse.Read(new Wire.CourseContent()).Refusal!;

        Assert.Equal("title-missing", refusal.Reason);
        Assert.Equal(["title", "summary", "theme", "level"], refusal.Facts.Select(fact => fact.Item1));
    }

    [Fact]
    public void Lengths_are_taken_to_the_last_character()
    {
        var content = Content();
        content.Title[0].Text = new string('x', 200);
        content.Summary[0].Text = new string('x', 4_000);

        Assert.Null(ProposedCourse.Read(content).Refusal);
    }

    private static Wire.CourseContent Content() => new()
    {
        Title = { new LocalText { Language = "en", Text = "Books in order" }, new LocalText { Language = "fr", Text = "Des comptes en ordre" } },
        Summary = { new LocalText { Language = "en", Text = "A cash book.\r\n\r\nFor whoever keeps the money." } },
        Theme = "accounting",
        Level = "introductory",
    };
}
