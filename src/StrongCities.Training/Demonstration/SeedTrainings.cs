using Microsoft.EntityFrameworkCore;
using StrongCities.Admission.Labels;
using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings;
using StrongCities.Outbox;
using StrongCities.Training.Courses;

namespace StrongCities.Training.Demonstration;

/// <summary>Fictional courses, and cohorts of next year, for whoever tries the platform: Development only, when asked for, into a database without any. Nobody is registered.</summary>
internal sealed class SeedTrainings(IServiceScopeFactory scopes, TimeProvider time, ILogger<SeedTrainings> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may come up after this process does.
                Log.Failed(log, failure.GetType().Name, null);
                await Task.Delay(TimeSpan.FromSeconds(2), time, stoppingToken);
            }
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDb>();
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
            var cohort = db.AddDraft((await db.ReadAsync(content, now, stop)).Proposed!);
            cohort.Publish(now);
            db.AddFact(new GatheringPublished(cohort.Id, cohort.Kind, cohort.Version), cohort.Id.ToString());
            await db.SaveChangesAsync(stop);
            await db.KeepLabelAsync(cohort.Id, DemonstrationCohorts.Label, published: false, stop);
        }

        await transaction.CommitAsync(stop);
    }

    private static class Log
    {
        public static readonly Action<ILogger, string, Exception?> Failed = LoggerMessage.Define<string>(
            LogLevel.Warning, new EventId(1, "SeedFailed"), "The demonstration's trainings could not be added yet ({ErrorType}); tried again");
    }
}
