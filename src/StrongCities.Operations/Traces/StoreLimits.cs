namespace StrongCities.Operations.Traces;

/// <summary>How much telemetry is kept in memory. Whatever is reached first makes the oldest traces go.</summary>
internal sealed record StoreLimits
{
    public int SpansMax { get; init; } = 200_000;

    public int LogsMax { get; init; } = 100_000;

    /// <summary>Estimated, see <see cref="KeptSpan.Bytes"/>.</summary>
    public long BytesMax { get; init; } = 64 << 20;

    /// <summary>One runaway trace (a loop under one request) must not push out all others.</summary>
    public int SpansPerTraceMax { get; init; } = 5_000;

    public int LogsPerTraceMax { get; init; } = 2_000;
}
