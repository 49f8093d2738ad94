namespace StrongCities.Operations.Traces;

/// <summary>One trace in a list.</summary>
internal sealed record TraceSummary(
    UInt128 Id,
    KeptSpan First,
    long StartNanoseconds,
    long DurationNanoseconds,
    int Spans,
    int Errors,
    int Logs,
    string[] Services,
    string[] References)
{
    public static TraceSummary Of(KeptTrace trace) => new(
        trace.Id, trace.First!, trace.StartNanoseconds, trace.DurationNanoseconds,
        trace.Spans.Count, trace.Errors, trace.Logs.Count, [.. trace.Services], [.. trace.References]);
}

/// <summary>How full the store is, and what was left out of it since the start.</summary>
internal sealed record StoreState(
    long Spans, long SpansMax, long Traces, long Logs, long Bytes, long BytesMax, long TracesEvicted, long AttributesDropped, long RecordsRejected);
