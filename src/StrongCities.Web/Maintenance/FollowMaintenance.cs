using Microsoft.EntityFrameworkCore;
using Npgsql;
using StrongCities.Web.SignIn;

namespace StrongCities.Web.Maintenance;

/// <summary>Looks every two seconds what is announced, before the first request too. Whoever cannot look goes on with what it knows.</summary>
internal sealed class FollowMaintenance(IDbContextFactory<WebDb> databases, CurrentMaintenance current, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            // The comment keeps a query every two seconds out of the traces (Outbox).
            current.Learn((await db.Maintenances.FromSql($"/* poll */ SELECT id, starts_at, ends_at FROM maintenances").AsNoTracking().ToListAsync(stop)).SingleOrDefault());
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            // Readiness says that the database is away.
        }
    }
}
