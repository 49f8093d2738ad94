namespace StrongCities.Operations.Traces;

/// <summary>A log line of a trace as it is kept: its template, with only values filled in that cannot name a person.</summary>
internal sealed record KeptLog
{
    public required UInt128 TraceId { get; init; }

    /// <summary>0 when the line belongs to the trace but to none of its spans.</summary>
    public required ulong SpanId { get; init; }

    public required string Service { get; init; }

    public required long TimeNanoseconds { get; init; }

    public required string Severity { get; init; }

    public required string Category { get; init; }

    public required string Text { get; init; }

    public string ExceptionType { get; init; } = "";

    public long Bytes => 160 + (2L * (Category.Length + Text.Length + ExceptionType.Length));
}
