using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

/// <summary>One process of a service in small, hosted inside the test.</summary>
internal sealed class OutboxService : IAsyncDisposable
{
    private readonly IHost host;

    private OutboxService(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public static HostApplicationBuilder Builder(string database, string messaging)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "outboxtest" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:outboxdb"] = database,
            ["ConnectionStrings:messaging"] = messaging,
        });
        builder.AddDatabase<OutboxDb>("outboxdb");
        return builder;
    }

    public static async Task<OutboxService> StartAsync(
        OutboxFixture at, string service, Action<MessagingBuilder>? configure = null, Action<HostApplicationBuilder>? more = null,
        Assembly? contracts = null, string? messaging = null, string? database = null, bool waitUntilReady = true)
    {
        var builder = Builder(database ?? at.Database, messaging ?? at.Messaging);
        more?.Invoke(builder);
        builder.AddMessaging<OutboxDb>(service, configure, contracts ?? typeof(OutboxService).Assembly);
        var started = new OutboxService(builder.Build());
        await started.host.StartAsync();
        if (waitUntilReady)
        {
            await Eventually.TrueAsync(async () => await started.HealthAsync() == HealthStatus.Healthy, "the service is ready");
        }

        return started;
    }

    public async Task<HealthStatus> HealthAsync() => (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    public Task<OutboxDb> OpenAsync() => Services.GetRequiredService<IDbContextFactory<OutboxDb>>().CreateDbContextAsync();

    /// <summary>Decides and records the fact in one transaction, as a use case does.</summary>
    public async Task DecideAsync(string key, params int[] numbers)
    {
        await using var db = await OpenAsync();
        foreach (var number in numbers)
        {
            db.Decisions.Add(new Decision { Key = key, Number = number });
            db.AddFact(new DecisionMade(key, number), key);
        }

        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await host.StopAsync(limit.Token);
        host.Dispose();
    }
}

internal static class Eventually
{
    /// <summary>Waits until the condition holds; fails with what did not happen.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 30)
    {
        var deadline = DateTime.UtcNow.AddSeconds(seconds);
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < deadline, $"Not within {seconds} s: {what}.");
            await Task.Delay(50);
        }
    }
}
