using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>
/// Tells a member of the staff how the seats of one gathering stand, now and after each change. It looks once a second, whichever replica decided the
/// change; counts of people are worth more exact than a moment earlier.
/// </summary>
internal sealed class WatchSeats(IDbContextFactory<GatheringsDb> databases, IHostApplicationLifetime lifetime, TimeProvider time)
{
    // Shorter than the caller's token lives, so that nobody watches on a right that has run out.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskRoleEvery = TimeSpan.FromSeconds(5);

    /// <exception cref="RefusedException">gathering-unknown.</exception>
    public async Task RunAsync(Guid gatheringId, IServerStreamWriter<Wire.SeatCounts> told, ServerCallContext context)
    {
        // A replica that is being stopped lets its watchers go: they come back to another.
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var (began, asked) = (time.GetTimestamp(), time.GetTimestamp());
        Wire.SeatCounts? last = null;
        try
        {
            while (time.GetElapsedTime(began) < Longest)
            {
                if (time.GetElapsedTime(asked) >= AskRoleEvery)
                {
                    asked = time.GetTimestamp();
                    if (!await context.HoldsRoleAsync("staff"))
                    {
                        throw new RpcException(new Status(StatusCode.PermissionDenied, "The role is no longer held."));
                    }
                }

                var counts = await CountsAsync(gatheringId, leaving.Token) ?? throw new RefusedException(GatheringRefusals.Unknown);
                if (!counts.Equals(last))
                {
                    await told.WriteAsync(last = counts, leaving.Token);
                }

                await Task.Delay(LookEvery, time, leaving.Token);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The watcher has gone, or this replica is going.
        }
    }

    private async Task<Wire.SeatCounts?> CountsAsync(Guid gatheringId, CancellationToken stop)
    {
        // A context a look: one that lives as long as the watch would hold what it once read.
        await using var db = await databases.CreateDbContextAsync(stop);
        var kept = (await db.KeptSeatsAsync([gatheringId], stop))(gatheringId);
        return await db.Offerings().SingleOrDefaultAsync(offering => offering.Id == gatheringId, stop) is not { } seats ? null : new Wire.SeatCounts
        {
            Capacity = seats.Capacity,
            Taken = seats.Taken,
            WaitingEntries = seats.Waiting,
            OfferedSeats = kept.Offered,
            HeldSeats = kept.Held,
        };
    }
}
