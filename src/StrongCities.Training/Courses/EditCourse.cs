namespace StrongCities.Training.Courses;

/// <summary>Changes what a course is about, in any state.</summary>
internal sealed class EditCourse(TrainingDb db)
{
    public Task<Course> RunAsync(Guid courseId, long version, Wire.CourseContent content, CancellationToken stop) => db.ChangeCourseAsync(
        courseId, version,
        course =>
        {
            var (proposed, refusal) = ProposedCourse.Read(content);
            if (proposed is not null)
            {
                course.Take(proposed);
            }

            return Task.FromResult(refusal);
        },
        stop);
}
