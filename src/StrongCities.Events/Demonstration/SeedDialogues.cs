using Microsoft.EntityFrameworkCore;
using StrongCities.Admission.Labels;
using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings;
using StrongCities.Outbox;

namespace StrongCities.Events.Demonstration;

/// <summary>Fictional dialogues of next year for whoever tries the platform: Development only, when asked for, into a database without any. Nobody is registered.</summary>
internal sealed class SeedDialogues(IServiceScopeFactory scopes, TimeProvider time, ILogger<SeedDialogues> log) : BackgroundService
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
        var db = scope.ServiceProvider.GetRequiredService<EventsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // One replica seeds.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE gatherings IN SHARE ROW EXCLUSIVE MODE", stop);
        if (await db.Gatherings.AnyAsync(stop))
        {
            return;
        }

        var now = await db.NowAsync(stop);
        foreach (var content in DemonstrationDialogues.In(now.Year + 1))
        {
            var dialogue = db.AddDraft((await db.ReadAsync(content, now, stop)).Proposed!);
            dialogue.Publish(now);
            db.AddFact(new GatheringPublished(dialogue.Id, dialogue.Kind, dialogue.Version), dialogue.Id.ToString());
            await db.SaveChangesAsync(stop);
            await db.KeepLabelAsync(dialogue.Id, DemonstrationLabels.In(content.HostCity), published: false, stop);
        }

        await transaction.CommitAsync(stop);
    }

    private static class Log
    {
        public static readonly Action<ILogger, string, Exception?> Failed = LoggerMessage.Define<string>(
            LogLevel.Warning, new EventId(1, "SeedFailed"), "The demonstration's dialogues could not be added yet ({ErrorType}); tried again");
    }
}
