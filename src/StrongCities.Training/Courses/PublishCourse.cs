namespace StrongCities.Training.Courses;

/// <summary>Lists a draft for everybody, or a withdrawn course again.</summary>
internal sealed class PublishCourse(TrainingDb db)
{
    public async Task<Course> RunAsync(Guid courseId, long version, CancellationToken stop)
    {
        var now = await db.NowAsync(stop);
        return await db.ChangeCourseAsync(courseId, version, course => Task.FromResult(course.Publish(now)), stop);
    }
}
