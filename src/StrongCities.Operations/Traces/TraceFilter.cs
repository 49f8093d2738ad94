namespace StrongCities.Operations.Traces;

/// <summary>What an operator looks for; every part that is set must hold.</summary>
internal sealed record TraceFilter
{
    /// <summary>Normalized, empty = any.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Exact, empty = any.</summary>
    public string Service { get; init; } = "";

    public long DurationNanosecondsMin { get; init; }

    public bool ErrorsOnly { get; init; }

    /// <summary>
    /// Loops ask their own database every second whether there is work, each time in a trace of its own; they would fill every list.
    /// </summary>
    public bool WithPolls { get; init; }

    public bool Matches(KeptTrace trace) =>
        (Reference.Length == 0 || trace.IsAbout(Reference))
        && (Service.Length == 0 || trace.Services.Contains(Service))
        && trace.DurationNanoseconds >= DurationNanosecondsMin
        && (ErrorsOnly ? trace.Errors > 0 : WithPolls || !trace.IsPoll);
}
