using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings;
using StrongCities.ServiceDefaults;
using StrongCities.Training.Courses;

namespace StrongCities.Training.Demonstration;

/// <summary>Fictional courses, and cohorts of next year, for whoever tries the platform: Development only, when asked for, into a database without any. Nobody is registered.</summary>
internal sealed class SeedTrainings(IServiceScopeFactory scopes, TimeProvider time, ILogger<SeedTrainings> log) : OnceAtStart(scopes, time, log)
{
    protected override async Task RunAsync(IServiceProvider services, CancellationToken stop)
    {
        var db = services.GetRequiredService<TrainingDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // One replica seeds.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE courses IN SHARE ROW EXCLUSIVE MODE", stop);
        if (await db.Courses.AnyAsync(stop))
        {
            return;
        }

        var now = await db.NowAsync(stop);
        foreach (var content in DemonstrationCourses.All)
        {
            var course = Course.Draft(ProposedCourse.Read(content).Proposed!);
            course.Publish(now);
            db.Add(course);
        }

        await db.SaveChangesAsync(stop);
        foreach (var (theme, content) in DemonstrationCohorts.In(now.Year + 1))
        {
            content.CourseId = (await db.Courses.Where(course => course.Theme == theme).OrderBy(course => course.Level != "intermediate").Select(course => course.Id).FirstAsync(stop)).ToString();
            await db.AddPublishedAsync(content, DemonstrationCohorts.Label, now, stop);
        }

        await transaction.CommitAsync(stop);
    }
}
