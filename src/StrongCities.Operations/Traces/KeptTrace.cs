using StrongCities.Operations.ServiceMap;

namespace StrongCities.Operations.Traces;

/// <summary>The spans and logs of one trace id so far; late ones join. Guarded by the store's lock.</summary>
internal sealed class KeptTrace(UInt128 id, long arrived)
{
    /// <summary>What a trace costs beside its spans and logs, estimated.</summary>
    public const int BytesAtLeast = 600;

    private const int ReferencesMax = 16;
    private readonly HashSet<ulong> spanIds = [];

    public UInt128 Id { get; } = id;

    /// <summary>When something of it last arrived, in nanoseconds since 1970 by our clock.</summary>
    public long ArrivedNanoseconds { get; private set; } = arrived;

    public List<KeptSpan> Spans { get; } = [];

    public List<KeptLog> Logs { get; } = [];

    public List<string> Services { get; } = [];

    /// <summary>As they were sent.</summary>
    public List<string> References { get; } = [];

    public int Errors { get; private set; }

    public long Bytes { get; private set; } = BytesAtLeast;

    public long StartNanoseconds { get; private set; } = long.MaxValue;

    public long EndNanoseconds { get; private set; }

    public long DurationNanoseconds => EndNanoseconds - StartNanoseconds;

    /// <summary>Nothing but statements that nobody called for and that went well.</summary>
    public bool IsPoll => Errors == 0 && Spans.TrueForAll(span => span is { Role: SpanRole.Client, ParentSpanId: 0 } && CallMap.Database(span) is not null);

    /// <summary>The earliest root; while no root has arrived, the earliest span.</summary>
    public KeptSpan? First { get; private set; }

    /// <summary>False when the span is there already: an exporter sends a batch again after a lost answer.</summary>
    public bool Add(KeptSpan span, long now)
    {
        if (!spanIds.Add(span.SpanId))
        {
            return false;
        }

        ArrivedNanoseconds = now;
        Spans.Add(span);
        Bytes += span.Bytes;
        Errors += span.Error ? 1 : 0;
        StartNanoseconds = Math.Min(StartNanoseconds, span.StartNanoseconds);
        EndNanoseconds = Math.Max(EndNanoseconds, span.EndNanoseconds);
        if (First is null || Earlier(span, First))
        {
            First = span;
        }

        return true;
    }

    public void Add(KeptLog log, long now)
    {
        ArrivedNanoseconds = now;
        Logs.Add(log);
        Bytes += log.Bytes;
    }

    /// <summary>The reference, normalized, that the trace was not yet known by; or null.</summary>
    public string? AddReference(KeptSpan span)
    {
        if (References.Count >= ReferencesMax || span.Attribute(BookingReference.Attribute) is not { } written)
        {
            return null;
        }

        var reference = BookingReference.Normalize(written);
        if (reference.Length == 0 || IsAbout(reference))
        {
            return null;
        }

        References.Add(written);
        return reference;
    }

    /// <summary>Whether the normalized reference is one of this trace's.</summary>
    public bool IsAbout(string reference) => References.Exists(written => BookingReference.Normalize(written) == reference);

    private static bool Earlier(KeptSpan span, KeptSpan than)
    {
        var root = span.ParentSpanId == 0;
        return root == (than.ParentSpanId == 0) ? span.StartNanoseconds < than.StartNanoseconds : root;
    }
}
