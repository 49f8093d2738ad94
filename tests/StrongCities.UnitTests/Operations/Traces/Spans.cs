using StrongCities.Operations.Traces;

namespace StrongCities.UnitTests.Operations.Traces;

/// <summary>Spans as a test needs them: times in milliseconds after a fixed instant.</summary>
internal static class Spans
{
    public const long Origin = 1_800_000_000_000_000_000;

    public static KeptSpan Span(
        ulong id, ulong parent = 0, string service = "web", long start = 0, long length = 10, SpanRole role = SpanRole.Internal,
        ulong trace = 1, bool error = false, params (string Name, string Value)[] attributes) => new()
    {
        TraceId = trace,
        SpanId = id,
        ParentSpanId = parent,
        Service = service,
        Name = $"span {id}",
        Role = role,
        StartNanoseconds = Origin + (start * 1_000_000),
        DurationNanoseconds = length * 1_000_000,
        Error = error,
        Attributes = [.. attributes.Select(one => new KeptAttribute(one.Name, one.Value))],
    };

    public static KeptLog Log(ulong trace, string text) => new()
    {
        TraceId = trace,
        SpanId = 0,
        Service = "web",
        TimeNanoseconds = Origin,
        Severity = "INFO",
        Category = "Test",
        Text = text,
    };
}
