namespace StrongCities.Operations.Traces;

/// <summary>
/// The telemetry of the last hours, in memory on purpose: it is a view of what just happened, worth nothing after a restart,
/// and a database would make watching the system depend on what is watched. Bounded by spans, logs and bytes; oldest traces out first.
/// </summary>
internal sealed class TraceStore(StoreLimits limits, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<UInt128, LinkedListNode<KeptTrace>> traces = [];
    private readonly LinkedList<KeptTrace> byArrival = new();
    private readonly Dictionary<string, List<KeptTrace>> byReference = [];
    private readonly Dictionary<string, int> tracesOfService = new(StringComparer.Ordinal);
    private long spans;
    private long logs;
    private long bytes;
    private long evicted;
    private long evictedNanoseconds;
    private long attributesDropped;
    private long rejected;

    /// <summary>Keeps what fits; answers how many spans were turned away because their trace is full.</summary>
    public int Add(IReadOnlyList<KeptSpan> batch)
    {
        var refused = 0;
        var now = NowNanoseconds();
        lock (gate)
        {
            foreach (var span in batch)
            {
                var trace = TraceOf(span.TraceId, now);
                if (trace.Spans.Count >= limits.SpansPerTraceMax)
                {
                    refused++;
                    continue;
                }

                var before = trace.Bytes;
                if (!trace.Add(span, now))
                {
                    continue;
                }

                spans++;
                bytes += trace.Bytes - before;
                NoteService(trace, span.Service);
                if (trace.AddReference(span) is { } reference)
                {
                    Index(reference, trace);
                }

                MakeRoom();
            }

            rejected += refused;
        }

        return refused;
    }

    /// <inheritdoc cref="Add(IReadOnlyList{KeptSpan})"/>
    public int Add(IReadOnlyList<KeptLog> batch)
    {
        var refused = 0;
        var now = NowNanoseconds();
        lock (gate)
        {
            foreach (var log in batch)
            {
                var trace = TraceOf(log.TraceId, now);
                if (trace.Logs.Count >= limits.LogsPerTraceMax)
                {
                    refused++;
                    continue;
                }

                trace.Add(log, now);
                logs++;
                bytes += log.Bytes;
                MakeRoom();
            }

            rejected += refused;
        }

        return refused;
    }

    public void Count(long droppedAttributes, long rejectedRecords)
    {
        lock (gate)
        {
            attributesDropped += droppedAttributes;
            rejected += rejectedRecords;
        }
    }

    /// <summary>Newest first by arrival; one more than asked for tells that there are more.</summary>
    public (IReadOnlyList<TraceSummary> Traces, bool More) Search(TraceFilter filter, int limit)
    {
        lock (gate)
        {
            var found = new List<TraceSummary>();
            foreach (var trace in Candidates(filter))
            {
                if (trace.First is null || !filter.Matches(trace))
                {
                    continue;
                }

                if (found.Count == limit)
                {
                    return (found, true);
                }

                found.Add(TraceSummary.Of(trace));
            }

            return (found, false);
        }
    }

    /// <summary>A copy that no later span changes, or null when the trace is not kept.</summary>
    public (TraceSummary Summary, KeptSpan[] Spans, KeptLog[] Logs)? Find(UInt128 traceId)
    {
        lock (gate)
        {
            return traces.TryGetValue(traceId, out var node) && node.Value.First is not null
                ? (TraceSummary.Of(node.Value), [.. node.Value.Spans], [.. node.Value.Logs])
                : null;
        }
    }

    public bool Keeps(UInt128 traceId)
    {
        lock (gate)
        {
            return traces.ContainsKey(traceId);
        }
    }

    /// <summary>The spans of each trace that something arrived for in the period; not complete when younger traces had to go.</summary>
    public (IReadOnlyList<KeptSpan[]> Traces, bool Complete) Since(TimeSpan period)
    {
        lock (gate)
        {
            var from = NowNanoseconds() - Nanoseconds(period);
            return ([.. byArrival.Where(trace => trace.ArrivedNanoseconds >= from).Select(trace => trace.Spans.ToArray())], evictedNanoseconds < from);
        }
    }

    public IReadOnlyList<string> Services()
    {
        lock (gate)
        {
            return [.. tracesOfService.Keys.Order(StringComparer.Ordinal)];
        }
    }

    public StoreState State()
    {
        lock (gate)
        {
            return new StoreState(spans, limits.SpansMax, traces.Count, logs, bytes, limits.BytesMax, evicted, attributesDropped, rejected);
        }
    }

    private static long Nanoseconds(TimeSpan span) => span.Ticks * 100;

    private long NowNanoseconds() => Nanoseconds(clock.GetUtcNow() - DateTimeOffset.UnixEpoch);

    private IEnumerable<KeptTrace> Candidates(TraceFilter filter)
    {
        if (filter.Reference.Length > 0)
        {
            return byReference.TryGetValue(filter.Reference, out var indexed) ? indexed.AsEnumerable().Reverse() : [];
        }

        return NewestFirst();
    }

    private IEnumerable<KeptTrace> NewestFirst()
    {
        for (var node = byArrival.Last; node is not null; node = node.Previous)
        {
            yield return node.Value;
        }
    }

    private KeptTrace TraceOf(UInt128 traceId, long now)
    {
        if (traces.TryGetValue(traceId, out var node))
        {
            return node.Value;
        }

        var trace = new KeptTrace(traceId, now);
        traces.Add(traceId, byArrival.AddLast(trace));
        bytes += trace.Bytes;
        return trace;
    }

    private void NoteService(KeptTrace trace, string service)
    {
        if (!trace.Services.Contains(service))
        {
            trace.Services.Add(service);
            tracesOfService[service] = tracesOfService.GetValueOrDefault(service) + 1;
        }
    }

    private void Index(string reference, KeptTrace trace)
    {
        if (!byReference.TryGetValue(reference, out var known))
        {
            byReference.Add(reference, known = []);
        }

        known.Add(trace);
    }

    private void MakeRoom()
    {
        while ((spans > limits.SpansMax || logs > limits.LogsMax || bytes > limits.BytesMax) && byArrival.First is { } oldest)
        {
            Evict(oldest.Value);
        }
    }

    private void Evict(KeptTrace trace)
    {
        byArrival.RemoveFirst();
        traces.Remove(trace.Id);
        spans -= trace.Spans.Count;
        logs -= trace.Logs.Count;
        bytes -= trace.Bytes;
        evicted++;
        evictedNanoseconds = Math.Max(evictedNanoseconds, trace.ArrivedNanoseconds);
        foreach (var reference in trace.References)
        {
            var normalized = BookingReference.Normalize(reference);
            var known = byReference[normalized];
            known.Remove(trace);
            if (known.Count == 0)
            {
                byReference.Remove(normalized);
            }
        }

        foreach (var service in trace.Services)
        {
            if (--tracesOfService[service] == 0)
            {
                tracesOfService.Remove(service);
            }
        }
    }
}
