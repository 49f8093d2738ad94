namespace StrongCities.Operations.Traces;

/// <summary>What a span is in a call, as OTLP numbers it.</summary>
internal enum SpanRole
{
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}

/// <summary>A span as it is kept: allow-listed attributes only, times in nanoseconds since 1970 by its sender's clock.</summary>
internal sealed record KeptSpan
{
    public required UInt128 TraceId { get; init; }

    public required ulong SpanId { get; init; }

    /// <summary>0 for a root.</summary>
    public required ulong ParentSpanId { get; init; }

    public required string Service { get; init; }

    public required string Name { get; init; }

    public required SpanRole Role { get; init; }

    public required long StartNanoseconds { get; init; }

    public required long DurationNanoseconds { get; init; }

    public required bool Error { get; init; }

    /// <summary>Sorted by name.</summary>
    public required KeptAttribute[] Attributes { get; init; }

    public KeptEvent[] Events { get; init; } = [];

    public KeptLink[] Links { get; init; } = [];

    public long EndNanoseconds => StartNanoseconds + DurationNanoseconds;

    /// <summary>What this span costs in memory, estimated: objects, references, and two bytes a character.</summary>
    public long Bytes => 240 + (2L * Name.Length) + KeptAttribute.BytesOf(Attributes) + (32L * Links.Length)
        + Events.Sum(one => 80 + (2L * one.Name.Length) + KeptAttribute.BytesOf(one.Attributes));

    public string? Attribute(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }
}

internal readonly record struct KeptAttribute(string Name, string Value)
{
    /// <summary>Names are shared with the allow-list and cost a reference only.</summary>
    public static long BytesOf(KeptAttribute[] attributes) => attributes.Sum(one => 48 + (2L * one.Value.Length));
}

internal sealed record KeptEvent(string Name, long TimeNanoseconds, KeptAttribute[] Attributes);

internal readonly record struct KeptLink(UInt128 TraceId, ulong SpanId);
