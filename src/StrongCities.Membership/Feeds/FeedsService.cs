using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Membership.Feeds;

/// <summary>A person's own feed; and for the services that hold seats, whose feed a token opens.</summary>
internal sealed class FeedsService(MembershipDb db) : Wire.Feeds.FeedsBase
{
    [Authorize(Policies.Person)]
    public override async Task<Wire.Feed> GetFeed(Wire.GetFeedRequest request, ServerCallContext context)
    {
        var personId = context.PersonId();
        return (await db.Feeds.AsNoTracking().SingleOrDefaultAsync(feed => feed.PersonId == personId, context.CancellationToken))?.ToWire() ?? new Wire.Feed();
    }

    [Authorize(Policies.Person)]
    public override Task<Wire.MadeFeed> MakeFeed(Wire.MakeFeedRequest request, ServerCallContext context) =>
        Feeds.MakeFeed.RunAsync(db, context.PersonId(), context.CancellationToken);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Feed> RevokeFeed(Wire.RevokeFeedRequest request, ServerCallContext context)
    {
        var personId = context.PersonId();
        await db.Feeds.Where(feed => feed.PersonId == personId).ExecuteDeleteAsync(context.CancellationToken);
        return new Wire.Feed();
    }

    [Authorize("scope:membership.feed")]
    public override async Task<Wire.OpenedFeed> OpenFeed(Wire.OpenFeedRequest request, ServerCallContext context) =>
        new() { PersonId = (await Feeds.OpenFeed.RunAsync(db, request.Token, context.CancellationToken)).ToString() };
}
