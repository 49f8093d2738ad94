using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Training.Courses;

/// <summary>Deletes a course that was never published, for good: strangers never heard of it, and it has no cohorts.</summary>
internal sealed class DeleteCourseDraft(TrainingDb db)
{
    public Task RunAsync(Guid courseId, long version, CancellationToken stop) => db.ChangeCourseAsync(
        courseId, version,
        course =>
        {
            db.Remove(course);
            return Task.FromResult(course.PublishedAt is null ? null : CourseRefusals.NotDraft);
        },
        stop);
}
