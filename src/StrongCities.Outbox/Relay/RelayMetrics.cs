using System.Diagnostics.Metrics;

namespace StrongCities.Outbox;

/// <summary>What an operator watches: only the elected relay reports the gauges, so replicas do not add up.</summary>
internal sealed class RelayMetrics
{
    private readonly Counter<long> published;
    private readonly Counter<long> failed;
    private Backlog? last;

    public RelayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        published = meter.CreateCounter<long>("strongcities.outbox.published", "{fact}", "Facts confirmed by the broker.");
        failed = meter.CreateCounter<long>("strongcities.outbox.failed", "{try}", "Failed tries, by whose fault.");
        meter.CreateObservableGauge("strongcities.outbox.backlog", () => Gauge(backlog => backlog.Rows), "{fact}", "Facts waiting to be published.");
        meter.CreateObservableGauge("strongcities.outbox.oldest_seconds", () => Gauge(backlog => backlog.OldestSeconds), "s", "Age of the oldest waiting fact.");
        meter.CreateObservableGauge("strongcities.outbox.parked", () => Gauge(backlog => backlog.Parked), "{fact}", "Facts given up on until an operator decides.");
    }

    public void Published(long rows) => published.Add(rows);

    public void Failed(PublishFailure whose) => failed.Add(1, new KeyValuePair<string, object?>("fault", whose.ToString()));

    public void Measured(Backlog backlog) => last = backlog;

    public void StandsBy() => last = null;

    private Measurement<double>[] Gauge(Func<Backlog, double> value) =>
        last is { } backlog ? [new Measurement<double>(value(backlog))] : [];
}

internal sealed record Backlog(long Rows, double OldestSeconds, long Parked);
