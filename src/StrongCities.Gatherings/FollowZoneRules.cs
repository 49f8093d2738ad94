using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StrongCities.Admission;
using StrongCities.Gatherings.Moves;
using StrongCities.ServiceDefaults;

namespace StrongCities.Gatherings;

/// <summary>
/// Governments change their clocks: at every start of the service the instants of what lies ahead are worked out anew from the promised wall times.
/// Also brings the ledger's start back in step after an edit that was interrupted.
/// </summary>
internal sealed class FollowZoneRules(IServiceScopeFactory scopes, TimeProvider time, ILogger<FollowZoneRules> log) : OnceAtStart(scopes, time, log)
{
    // Who asks the ledger when no person does.
    private static readonly Guid ThisService = new("00000000-0000-4000-8000-00000000e0e0");

    protected override async Task RunAsync(IServiceProvider services, CancellationToken stop)
    {
        var db = services.GetRequiredService<GatheringsDb>();
        var now = await db.NowAsync(stop);
        var ahead = await db.Gatherings.Where(gathering => gathering.State != GatheringState.Cancelled && gathering.StartsAt > now).Select(gathering => gathering.Id).ToListAsync(stop);
        foreach (var id in ahead)
        {
            await FollowAsync(db, services.GetRequiredService<Ledger>(), id, stop);
            db.ChangeTracker.Clear();
        }
    }

    private static async Task FollowAsync(GatheringsDb db, Ledger ledger, Guid id, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var gathering = await db.LockGatheringAsync(id, stop);
        var was = gathering.Schedule();
        var moved = gathering.FollowZoneRules();
        if ((await db.OfferingAsync(id, stop)).StartsAt != gathering.StartsAt)
        {
            await ledger.SubmitAsync(new Reschedule(id, ThisService, Guid.NewGuid().ToString("N"), gathering.StartsAt, null, null), stop);
        }

        if (moved)
        {
            gathering.Version++;
            await db.RecordMoveAsync(gathering, was, await db.NowAsync(stop), stop);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
