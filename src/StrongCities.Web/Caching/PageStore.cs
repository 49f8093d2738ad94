using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Caching.Hybrid;

namespace StrongCities.Web.Caching;

/// <summary>Where finished public pages are kept: two seconds in this process, and for all replicas in Redis until their version is past.</summary>
internal sealed class PageStore(HybridCache cache) : IOutputCacheStore
{
    // A removal on one replica is not seen by another, so nothing is kept here for longer than may be stale.
    private static readonly TimeSpan Here = TimeSpan.FromSeconds(2);
    private static readonly HybridCacheEntryOptions Look = new() { LocalCacheExpiration = Here, Flags = HybridCacheEntryFlags.DisableUnderlyingData };

    public async ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        await cache.GetOrCreateAsync(Name(key), static _ => ValueTask.FromResult<byte[]?>(null), Look, cancellationToken: cancellationToken);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken) =>
        cache.SetAsync(Name(key), value, new HybridCacheEntryOptions { Expiration = validFor, LocalCacheExpiration = Here }, cancellationToken: cancellationToken);

    // A new version has a new key: nothing is ever called back.
    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    // An address is of any length and alphabet; a digest is neither.
    private static string Name(string key) => $"page:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
}
