using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StrongCities.Outbox;

/// <summary>Not ready until the queues are declared and consumed once; later an outage of the broker only degrades, because people are served without it.</summary>
internal sealed class ConsumersLive(IBusControl bus) : IHealthCheck
{
    private volatile bool seenLive;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var live = bus.CheckHealth().Status == BusHealthStatus.Healthy;
        seenLive |= live;
        return Task.FromResult(live ? HealthCheckResult.Healthy() : seenLive
            ? HealthCheckResult.Degraded("The broker does not answer; facts wait in the outbox.")
            : HealthCheckResult.Unhealthy("The queues are not declared yet."));
    }
}
