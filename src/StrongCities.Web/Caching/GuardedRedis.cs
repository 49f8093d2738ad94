using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace StrongCities.Web.Caching;

/// <summary>
/// Redis behind a breaker: a call gets a tenth of a second, and after a failed one Redis is left alone for five seconds. Nothing lives only there,
/// so "not found" is always a true answer; a page must never wait for a cache.
/// </summary>
internal sealed class GuardedRedis(IDistributedCache redis, TimeProvider time, ILogger<GuardedRedis> logger) : IDistributedCache
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(5);

    private long _closedUntil;

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => GuardAsync(() => redis.GetAsync(key, token), token);

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        GuardAsync(() => DoneAsync(redis.SetAsync(key, value, options, token)), token);

    public Task RefreshAsync(string key, CancellationToken token = default) => GuardAsync(() => DoneAsync(redis.RefreshAsync(key, token)), token);

    public Task RemoveAsync(string key, CancellationToken token = default) => GuardAsync(() => DoneAsync(redis.RemoveAsync(key, token)), token);

    public byte[]? Get(string key) => throw Blocking();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw Blocking();

    public void Refresh(string key) => throw Blocking();

    public void Remove(string key) => throw Blocking();

    private async Task<byte[]?> GuardAsync(Func<Task<byte[]?>> call, CancellationToken stop)
    {
        var closedUntil = Volatile.Read(ref _closedUntil);
        if (time.GetTimestamp() < closedUntil)
        {
            return null;
        }

        // One caller tries whether Redis is back; the others go on without it.
        if (closedUntil != 0 && Interlocked.CompareExchange(ref _closedUntil, Later(), closedUntil) != closedUntil)
        {
            return null;
        }

        try
        {
            // On another thread: connecting works before its first await.
            var found = await Task.Run(call, stop).WaitAsync(Patience, time, stop);
            if (closedUntil != 0)
            {
                Volatile.Write(ref _closedUntil, 0);
                Log.Back(logger);
            }

            return found;
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            Volatile.Write(ref _closedUntil, Later());
            if (closedUntil == 0)
            {
                Log.Away(logger, error.GetType().FullName!);
            }

            return null;
        }
    }

    private long Later() => time.GetTimestamp() + (long)(LeftAlone.TotalSeconds * time.TimestampFrequency);

    private static async Task<byte[]?> DoneAsync(Task call)
    {
        await call;
        return null;
    }

    private static NotSupportedException Blocking() => new("A thread is never blocked for the cache.");

    private static class Log
    {
        private static readonly Action<ILogger, string, Exception?> AwayMessage = LoggerMessage.Define<string>(
            LogLevel.Warning, new EventId(1, "CacheAway"), "Redis does not answer ({ErrorType}); pages are made without it");

        private static readonly Action<ILogger, Exception?> BackMessage = LoggerMessage.Define(
            LogLevel.Information, new EventId(2, "CacheBack"), "Redis answers again");

        public static void Away(ILogger logger, string type) => AwayMessage(logger, type, null);

        public static void Back(ILogger logger) => BackMessage(logger, null);
    }
}
