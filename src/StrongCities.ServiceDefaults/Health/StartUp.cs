using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StrongCities.ServiceDefaults.Health;

/// <summary>
/// Whether the work of the start is done: the process was ready once. What is away later is no reason to begin again, so it never goes back.
/// </summary>
internal sealed class StartUp(HealthCheckService checks) : IHealthCheckPublisher
{
    private volatile bool _isDone;

    /// <summary>As last seen.</summary>
    public bool IsDone => _isDone;

    /// <summary>Also without a probe: whoever asks first while the database is away still hears that the start is over.</summary>
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        _isDone |= report.Status != HealthStatus.Unhealthy;
        return Task.CompletedTask;
    }

    public async Task<bool> IsDoneAsync(CancellationToken cancellation)
    {
        if (!_isDone)
        {
            await PublishAsync(await checks.CheckHealthAsync(cancellation), cancellation);
        }

        return _isDone;
    }
}
