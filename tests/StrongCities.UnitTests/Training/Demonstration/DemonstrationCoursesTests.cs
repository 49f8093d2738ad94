using StrongCities.Training.Courses;
using StrongCities.Training.Demonstration;

namespace StrongCities.UnitTests.Training.Demonstration;

public class DemonstrationCoursesTests
{
    [Fact]
    public void Every_course_is_sound_in_English_and_French_says_that_it_is_invented_and_is_named_by_theme_and_level()
    {
        Assert.All(DemonstrationCourses.All, content =>
        {
            Assert.Null(ProposedCourse.Read(content).Refusal);
            Assert.All(new[] { content.Title, content.Summary }, text => Assert.Equal(["en", "fr"], text.Select(words => words.Language)));
            Assert.Contains("invented", content.Summary[0].Text, StringComparison.Ordinal);
            Assert.Contains("inventée", content.Summary[1].Text, StringComparison.Ordinal);
        });
        Assert.Equal(DemonstrationCourses.All.Count, DemonstrationCourses.All.DistinctBy(content => (content.Theme, content.Level)).Count());
    }
}
