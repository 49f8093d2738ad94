using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings;
using StrongCities.Training.Cohorts;

namespace StrongCities.Training.Courses;

/// <summary>Takes a course without dates ahead out of the catalogue; its page stays for whoever has its address.</summary>
internal sealed class WithdrawCourse(TrainingDb db)
{
    public async Task<Course> RunAsync(Guid courseId, long version, CancellationToken stop)
    {
        var now = await db.NowAsync(stop);
        // The course is locked by then: a cohort is announced before, and seen here, or after, and refused.
        return await db.ChangeCourseAsync(
            courseId, version,
            async course => course.Withdraw(hasCohortAhead: await db.Gatherings.OfType<Cohort>()
                .AnyAsync(cohort => cohort.CourseId == courseId && cohort.State == GatheringState.Published && cohort.EndsAt > now, stop)),
            stop);
    }
}
