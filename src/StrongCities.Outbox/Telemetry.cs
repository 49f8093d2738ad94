using System.Diagnostics;

namespace StrongCities.Outbox;

internal static class Telemetry
{
    public const string Name = "StrongCities.Outbox";

    public static readonly ActivitySource Source = new(Name);

    /// <summary>Continues the trace that a row was stored with; without one, a trace of its own.</summary>
    public static Activity? Continue(string span, ActivityKind kind, string? traceParent, string? traceState)
    {
        // A loop's own ambient activity must not become the parent of somebody else's row.
        Activity.Current = null;
        return ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parent)
            ? Source.StartActivity(span, kind, parent)
            : Source.StartActivity(span, kind);
    }
}
