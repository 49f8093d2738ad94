namespace StrongCities.Training.Courses;

/// <summary>Takes a course out of the catalogue; its page stays for whoever has its address.</summary>
internal sealed class WithdrawCourse(TrainingDb db)
{
    public Task<Course> RunAsync(Guid courseId, long version, CancellationToken stop) =>
        db.ChangeCourseAsync(courseId, version, course => course.Withdraw(), stop);
}
