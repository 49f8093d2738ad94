using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Contracts.Gatherings;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Web.Pages.Staff;

/// <summary>The exact counts of one dialogue or training for its staff, as server-sent events: named <c>seats</c>, one at once and one after each change.</summary>
internal static class LiveSeats
{
    public static void MapLiveSeats(this WebApplication app)
    {
        app.MapLiveSeats("/staff/dialogues/{id}/seats");
        app.MapLiveSeats("/staff/cohorts/{id}/seats");
    }

    private static void MapLiveSeats(this WebApplication app, string path) =>
        app.MapGet(path, [Authorize(Policy = Policies.Staff)] (string id, Gatherings.GatheringsClient gatherings, IHostApplicationLifetime lifetime, HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "no-store";
                return TypedResults.ServerSentEvents(WatchAsync(id, gatherings, lifetime.ApplicationStopping, http.RequestAborted));
            })
            .DisableRateLimiting()
            .ExcludeFromDescription();

    private static async IAsyncEnumerable<SseItem<Counts>> WatchAsync(string id, Gatherings.GatheringsClient gatherings, CancellationToken leaving, [EnumeratorCancellation] CancellationToken gone)
    {
        // A process that is being stopped lets its watchers go, instead of being held up by them until it is cut off.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving, gone);
        var stop = either.Token;
        using var watch = gatherings.WatchSeats(new WatchSeatsRequest { GatheringId = id }, cancellationToken: stop);
        while (await NextAsync(watch.ResponseStream, stop) is { } seats)
        {
            yield return new(new(seats.Capacity, seats.Taken, seats.OfferedSeats, seats.HeldSeats, seats.WaitingEntries), "seats");
        }
    }

    // However it ends, the browser asks again by itself, and is told then whether it still may.
    private static async Task<SeatCounts?> NextAsync(IAsyncStreamReader<SeatCounts> counts, CancellationToken stop)
    {
        try
        {
            return await counts.MoveNext(stop) ? counts.Current : null;
        }
        catch (RpcException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private sealed record Counts(int Capacity, int Taken, int Offered, int Held, int Waiting);
}
