using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Training.Courses;

/// <summary>Changes what the caller has seen: one change of a course at a time, and none of a version that is no more.</summary>
internal static class LockedCourse
{
    public static async Task<Course> ChangeCourseAsync(this TrainingDb db, Guid id, long version, Func<Course, Task<Refusal?>> change, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var course = await db.Courses.FromSql($"SELECT * FROM courses WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(stop)
            ?? throw new RefusedException(CourseRefusals.Unknown);
        var seen = course.Version == version;
        // What cannot be done at all is said first: who presses twice is not told of somebody else.
        if ((await change(course) ?? (seen ? null : CourseRefusals.ChangedMeanwhile)) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return course;
    }
}
