using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings;

namespace StrongCities.Training.Courses;

/// <summary>What the catalogue lists, and how a cache tells one state of it from the next.</summary>
internal static class ListedCourses
{
    public const int CoursesMax = 200;

    /// <summary>Published courses of that theme and level (empty for all), oldest first.</summary>
    public static IQueryable<Course> Listed(this TrainingDb db, string theme = "", string level = "") =>
        db.Courses.Where(course => course.State == CourseState.Published && (theme == "" || course.Theme == theme) && (level == "" || course.Level == level))
            .OrderBy(course => course.PublishedAt).ThenBy(course => course.Id).Take(CoursesMax);

    /// <summary>Of every listed row's version, which only rises.</summary>
    public static async Task<string> ListVersionAsync(this TrainingDb db, CancellationToken stop)
    {
        var rows = await db.Listed().Select(course => new { course.Id, course.Version }).ToListAsync(stop);
        return VersionDigest.Of(rows.Select(row => (row.Id, new[] { row.Version })));
    }
}
