using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Feeds;

/// <summary>The token is the permission; whose it is, and whether it still opens anything, Membership says at each call.</summary>
internal sealed class HeldSeatsService(ListHeldSeats list, StrongCities.Contracts.Membership.Feeds.FeedsClient feeds) : Wire.HeldSeats.HeldSeatsBase
{
    [AllowAnonymous]
    public override async Task<Wire.ListHeldSeatsReply> ListHeldSeats(Wire.ListHeldSeatsRequest request, ServerCallContext context) =>
        new() { Seats = { await list.RunAsync(await ReaderAsync(request.Token, context.CancellationToken), context.CancellationToken) } };

    private async Task<Guid> ReaderAsync(string token, CancellationToken stop)
    {
        try
        {
            return Guid.Parse((await feeds.OpenFeedAsync(new OpenFeedRequest { Token = token }, cancellationToken: stop)).PersonId);
        }
        catch (RpcException error) when (error.ReadRefusal() is { Reason: "feed-unknown" } unknown)
        {
            throw new RefusedException(unknown);
        }
    }
}
