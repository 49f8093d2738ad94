using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using StrongCities.ServiceDefaults;

namespace StrongCities.Web.Caching;

/// <summary>Public pages from cache (docs/decisions/0010): output caching over HybridCache over a guarded Redis.</summary>
internal static class CachingRegistration
{
    public static void AddPublicPagesCache(this WebApplicationBuilder builder)
    {
        var options = ConfigurationOptions.Parse(builder.Setting("ConnectionStrings:cache"));
        (options.AbortOnConnectFail, options.ConnectTimeout, options.AsyncTimeout) = (false, 1000, 1000);
        builder.Services.AddSingleton<IDistributedCache>(services => new GuardedRedis(
            new RedisCache(Options.Create(new RedisCacheOptions { ConfigurationOptions = options, InstanceName = "web:" })),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<GuardedRedis>>()));
        builder.Services.AddHybridCache();
        builder.Services.AddOutputCache(cache => cache.AddBasePolicy(new PublicPages()));
        builder.Services.AddSingleton<IOutputCacheStore, PageStore>();
        builder.Services.AddScoped<ListVersions>();
    }
}
