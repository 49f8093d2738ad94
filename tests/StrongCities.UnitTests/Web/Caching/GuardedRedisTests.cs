using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using StrongCities.Web.Caching;

namespace StrongCities.UnitTests.Web.Caching;

public class GuardedRedisTests
{
    private const int Misses = 20;

    // About 120 ms are seen on an idle machine; test projects share two cores.
    private const int LongestMs = 2000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twenty_misses_wait_for_Redis_once_whether_it_is_gone_or_hangs(bool hangs)
    {
        using var server = new SilentServer();
        if (!hangs)
        {
            server.Dispose();
        }

        var guarded = new GuardedRedis(Redis(server.Port), TimeProvider.System, NullLogger<GuardedRedis>.Instance);

        var took = Stopwatch.StartNew();
        for (var i = 0; i < Misses; i++)
        {
            Assert.Null(await guarded.GetAsync($"key{i}"));
            await guarded.SetAsync($"key{i}", [1], new DistributedCacheEntryOptions());
        }

        Assert.InRange(took.ElapsedMilliseconds, 0, LongestMs);
    }

    [Fact]
    public async Task Without_the_guard_the_same_misses_take_longer()
    {
        using var server = new SilentServer();
        var bare = Redis(server.Port);

        var took = Stopwatch.StartNew();
        for (var i = 0; i < Misses && took.ElapsedMilliseconds <= LongestMs; i++)
        {
            try
            {
                await bare.GetAsync($"key{i}");
            }
            catch (RedisException)
            {
            }
        }

        Assert.True(took.ElapsedMilliseconds > LongestMs, $"{took.ElapsedMilliseconds} ms: the silent server was not noticed.");
    }

    [Fact]
    public async Task Once_it_failed_Redis_is_left_alone_for_five_seconds_and_then_tried_by_one_caller()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var redis = new Counting { Fails = true };
        var guarded = new GuardedRedis(redis, time, NullLogger<GuardedRedis>.Instance);

        await guarded.GetAsync("a");
        await guarded.GetAsync("b");
        Assert.Equal(1, redis.Calls);

        redis.Fails = false;
        time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Equal([7], await guarded.GetAsync("c"));
        Assert.Equal([7], await guarded.GetAsync("d"));
        Assert.Equal(3, redis.Calls);
    }

    private static RedisCache Redis(int port)
    {
        var options = ConfigurationOptions.Parse($"127.0.0.1:{port}");
        (options.AbortOnConnectFail, options.ConnectTimeout, options.AsyncTimeout) = (false, 1000, 1000);
        return new RedisCache(Options.Create(new RedisCacheOptions { ConfigurationOptions = options }));
    }

    /// <summary>Takes connections and never says a word.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public SilentServer()
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        }

        public int Port { get; }

        public void Dispose() => _listener.Dispose();
    }

    /// <summary>Answers with one byte, or fails as Redis fails.</summary>
    private sealed class Counting : IDistributedCache
    {
        public bool Fails { get; set; }

        public int Calls { get; private set; }

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            Calls++;
            return Fails ? throw new RedisException("away") : Task.FromResult<byte[]?>([7]);
        }

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => Task.CompletedTask;

        public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

        public Task RemoveAsync(string key, CancellationToken token = default) => Task.CompletedTask;

        public byte[]? Get(string key) => throw new NotSupportedException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

        public void Refresh(string key) => throw new NotSupportedException();

        public void Remove(string key) => throw new NotSupportedException();
    }
}
