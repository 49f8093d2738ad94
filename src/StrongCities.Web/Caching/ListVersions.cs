using Microsoft.Extensions.Caching.Hybrid;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.Web.Caching;

/// <summary>What a public page lists.</summary>
public enum Listing
{
    /// <summary>Nothing: it changes with a release only.</summary>
    Nothing,
    /// <summary>Dialogues.</summary>
    Gatherings,
}

/// <summary>The version of each public list, asked of its owner every two seconds at most, however many pages are asked for.</summary>
internal sealed class ListVersions(HybridCache cache, Gatherings.GatheringsClient gatherings)
{
    private static readonly HybridCacheEntryOptions TwoSeconds = new()
    {
        Expiration = TimeSpan.FromSeconds(2),
        LocalCacheExpiration = TimeSpan.FromSeconds(2),
        Flags = HybridCacheEntryFlags.DisableDistributedCache,
    };

    public async Task<string> OfAsync(Listing listing, CancellationToken stop) => listing == Listing.Nothing
        ? ThisRelease
        : $"{ThisRelease}-{await cache.GetOrCreateAsync("version:gatherings", gatherings, AskAsync, TwoSeconds, cancellationToken: stop)}";

    // Pages of another release look different: replicas of both may share one Redis while an upgrade goes on.
    private static string ThisRelease { get; } = typeof(ListVersions).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    private static async ValueTask<string> AskAsync(Gatherings.GatheringsClient gatherings, CancellationToken stop) =>
        (await gatherings.GetListVersionAsync(new GetListVersionRequest(), cancellationToken: stop)).Version;
}
