using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Contracts.Events;
using StrongCities.Outbox;

namespace StrongCities.Events.Dialogues;

/// <summary>
/// Governments change their clocks: at every start of the service the instants of what lies ahead are worked out anew from the promised wall times.
/// Also brings the ledger's start back in step after an edit that was interrupted.
/// </summary>
internal sealed class FollowZoneRules(IServiceScopeFactory scopes, TimeProvider time, ILogger<FollowZoneRules> log) : BackgroundService
{
    // Who asks the ledger when no person does.
    private static readonly Guid ThisService = new("00000000-0000-4000-8000-00000000e0e0");

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
                await Task.Delay(TimeSpan.FromSeconds(10), time, stoppingToken);
            }
        }
    }

    internal async Task RunAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EventsDb>();
        var now = await db.NowAsync(stop);
        var ahead = await db.Dialogues.Where(dialogue => dialogue.State != DialogueState.Cancelled && dialogue.StartsAt > now).Select(dialogue => dialogue.Id).ToListAsync(stop);
        foreach (var id in ahead)
        {
            await FollowAsync(db, scope.ServiceProvider.GetRequiredService<Ledger>(), id, stop);
            db.ChangeTracker.Clear();
        }
    }

    private static async Task FollowAsync(EventsDb db, Ledger ledger, Guid id, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var dialogue = await db.LockDialogueAsync(id, stop);
        var moved = dialogue.FollowZoneRules();
        if ((await db.OfferingAsync(id, stop)).StartsAt != dialogue.StartsAt)
        {
            await ledger.SubmitAsync(new Reschedule(id, ThisService, Guid.NewGuid().ToString("N"), dialogue.StartsAt, null, null), stop);
        }

        if (moved)
        {
            dialogue.Version++;
            if (dialogue.State == DialogueState.Published)
            {
                db.AddFact(new DialogueMoved(id, dialogue.Version), id.ToString());
            }
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    private static class Log
    {
        public static readonly Action<ILogger, string, Exception?> Failed = LoggerMessage.Define<string>(
            LogLevel.Warning, new EventId(1, "FollowFailed"), "Dialogues were not compared with the zones' rules yet ({ErrorType}); tried again");
    }
}
