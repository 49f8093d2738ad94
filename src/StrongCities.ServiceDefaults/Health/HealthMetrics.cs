using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StrongCities.ServiceDefaults.Health;

/// <summary>What <c>/health</c> says, as the metric <c>strongcities_health{check}</c>: 1 healthy, 0.5 degraded, 0 unhealthy; so alerts can name what is away.</summary>
internal sealed class HealthMetrics : IHealthCheckPublisher
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private volatile HealthReport? _last;

    public HealthMetrics(IMeterFactory meters) =>
        meters.Create("StrongCities.ServiceDefaults").CreateObservableGauge("strongcities.health", Measure, description: "Result of each readiness check.");

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        _last = report;
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<double>> Measure() =>
        _last is { } report
            ? report.Entries.Select(entry => new Measurement<double>((int)entry.Value.Status / 2.0, new KeyValuePair<string, object?>("check", entry.Key)))
            : [];
}
