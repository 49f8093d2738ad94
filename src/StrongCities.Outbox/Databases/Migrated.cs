using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace StrongCities.Outbox;

/// <summary>Not ready while the database lacks a migration that this release knows: a new release that is started before Setup waits. What has been seen once stays.</summary>
internal sealed class Migrated<TDb>(IDbContextFactory<TDb> databases) : IHealthCheck
    where TDb : DbContext
{
    private volatile bool _seen;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            _seen = _seen || !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
            return _seen ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Setup has not migrated the database to this release yet.");
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"The database does not say which migrations it has ({failure.GetType().Name}).");
        }
    }
}
