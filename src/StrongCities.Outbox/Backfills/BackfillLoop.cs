using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StrongCities.Outbox;

/// <summary>Asks for a backfill now, for a consumer that saw a gap in versions or an operator; several requests while one runs become one more run.</summary>
public sealed class BackfillRequests<TBackfill> where TBackfill : Backfill
{
    internal OutboxSignal Signal { get; } = new();

    /// <summary>Returns at once; the run follows.</summary>
    public void RunSoon() => Signal.Wake();
}

/// <summary>Runs one backfill at start, nightly and on request, and keeps the service from being ready until it has succeeded once.</summary>
internal sealed partial class BackfillLoop<TDb, TBackfill>(
    IServiceScopeFactory scopes, IBusControl bus, BackfillRequests<TBackfill> requests, TimeProvider time, ILogger<BackfillLoop<TDb, TBackfill>> log)
    : BackgroundService, IHealthCheck
    where TDb : DbContext
    where TBackfill : Backfill
{
    private volatile bool succeeded;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(succeeded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The projection is not complete yet."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var request = requests.Signal.Subscribe();
        try
        {
            // A fact published between the read and the queue's declaration would be in neither.
            await QueuesDeclaredAsync(stoppingToken);
            while (true)
            {
                await RunUntilSuccessAsync(stoppingToken);
                await OutboxSignal.WaitAsync(request, UntilNight(time.GetUtcNow(), Random.Shared.NextDouble()), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    /// <summary>Time to the next night's run, between 02:00 and 03:00 UTC, so that services do not all ask one owner at once.</summary>
    internal static TimeSpan UntilNight(DateTimeOffset now, double chance)
    {
        var tonight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(2 + chance);
        return (tonight > now ? tonight : tonight.AddDays(1)) - now;
    }

    private async Task QueuesDeclaredAsync(CancellationToken stop)
    {
        while (bus.CheckHealth().Status != BusHealthStatus.Healthy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, stop);
        }
    }

    private async Task RunUntilSuccessAsync(CancellationToken stop)
    {
        for (var failures = 0; ;)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<TBackfill>().RunAsync(stop);
                succeeded = true;
                Log.Ran(log, typeof(TBackfill).Name);
                return;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                Log.Failed(log, typeof(TBackfill).Name, ++failures, failure.GetType().Name, new RedactedException(failure));
            }

            await Task.Delay(BackOff.After(failures, TimeSpan.FromSeconds(30), Random.Shared.NextDouble()), time, stop);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Information, "{Backfill} ran: the projection is complete.")]
        public static partial void Ran(ILogger log, string backfill);

        [LoggerMessage(21, LogLevel.Warning, "{Backfill} failed, try {Failures}: {Error}; it tries again.")]
        public static partial void Failed(ILogger log, string backfill, int failures, string error, Exception failure);
    }
}

/// <summary>Registers backfills.</summary>
public static class Backfills
{
    /// <summary>Runs <typeparamref name="TBackfill"/> for the projections in <typeparamref name="TDb"/>; the service is not ready before it has succeeded once.</summary>
    public static void AddBackfill<TDb, TBackfill>(this IHostApplicationBuilder builder)
        where TDb : DbContext
        where TBackfill : Backfill
    {
        builder.Services.AddScoped<TBackfill>();
        builder.Services.AddSingleton<BackfillRequests<TBackfill>>();
        builder.Services.AddSingleton<BackfillLoop<TDb, TBackfill>>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BackfillLoop<TDb, TBackfill>>());
        builder.Services.AddHealthChecks().AddCheck<BackfillLoop<TDb, TBackfill>>(typeof(TBackfill).Name, tags: ["ready"]);
    }
}
