using Microsoft.EntityFrameworkCore;
using StrongCities.Training.Courses;

namespace StrongCities.Training.Demonstration;

/// <summary>Fictional courses for whoever tries the platform: Development only, when asked for, into a database without any.</summary>
internal sealed class SeedCourses(IServiceScopeFactory scopes, TimeProvider time, ILogger<SeedCourses> log) : BackgroundService
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
        await transaction.CommitAsync(stop);
    }

    private static class Log
    {
        public static readonly Action<ILogger, string, Exception?> Failed = LoggerMessage.Define<string>(
            LogLevel.Warning, new EventId(1, "SeedFailed"), "The demonstration's courses could not be added yet ({ErrorType}); tried again");
    }
}
