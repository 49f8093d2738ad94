using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Feeds;

/// <summary>What a calendar programme can be refused.</summary>
internal static class FeedRefusals
{
    /// <summary>Also of a forged, replaced or revoked address.</summary>
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "feed-unknown", "This address opens nothing.");
}
