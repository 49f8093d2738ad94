using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Demonstration;
using StrongCities.Membership.Directory;

namespace StrongCities.Membership;

/// <summary>Rows the service cannot work without: places, the principles; with <c>Demonstration__Seed=true</c> in Development the demonstration. Not ready before.</summary>
internal sealed class FirstRows(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider time, ILogger<FirstRows> log) : BackgroundService, IHealthCheck
{
    private volatile bool _there;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_there ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The first rows are not there yet."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_there)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await AddAsync(scope.ServiceProvider.GetRequiredService<MembershipDb>(), stoppingToken);
                _there = true;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(log, failure.GetType().Name, null);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private Task<bool> AddAsync(MembershipDb db, CancellationToken stop) => db.DecideAsync(async now =>
    {
        // Two replicas starting together: the second waits and finds everything there.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('first rows'))", stop);
        var places = await db.Gazetteer.Select(place => place.GeonamesId).ToListAsync(stop);
        db.AddRange(GazetteerPlace.Carried().Where(place => !places.Contains(place.GeonamesId)));
        var texts = await db.Principles.Select(text => text.Version + text.Language).ToListAsync(stop);
        db.AddRange(PrinciplesText.Carried().Where(text => !texts.Contains(text.Version + text.Language)));
        await db.SaveChangesAsync(stop);
        if (configuration.GetValue<bool>("Demonstration:Seed") && !await db.Organizations.AnyAsync(stop))
        {
            await SeedDemonstration.RunAsync(db, now, stop);
        }

        return true;
    }, stop);

    private static readonly Action<ILogger, string, Exception?> Failed = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(1, "FirstRowsFailed"), "The first rows could not be written ({ErrorType}); it tries again.");
}
