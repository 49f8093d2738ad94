using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Training.Courses;

/// <summary>Opens a draft.</summary>
internal sealed class DraftCourse(TrainingDb db)
{
    public async Task<Course> RunAsync(Wire.CourseContent content, CancellationToken stop)
    {
        var (proposed, refusal) = ProposedCourse.Read(content);
        if (proposed is null)
        {
            throw new RefusedException(refusal!);
        }

        var course = Course.Draft(proposed);
        db.Add(course);
        await db.SaveChangesAsync(stop);
        return course;
    }
}
