namespace StrongCities.Operations.Traces;

/// <summary>One line of a waterfall; the start is by the clock of the trace's first service.</summary>
internal sealed record WaterfallLine(KeptSpan Span, int Depth, bool Orphan, long StartNanoseconds, long SkewNanoseconds);

/// <summary>
/// Puts the spans of a trace in reading order: depth first, siblings by start. Spans come from machines with different clocks,
/// so a child of another service that seems to start before its parent is moved, with its service's spans below it.
/// </summary>
internal static class Waterfall
{
    public static IReadOnlyList<WaterfallLine> Of(IReadOnlyList<KeptSpan> spans)
    {
        var byId = new Dictionary<ulong, KeptSpan>(spans.Count);
        foreach (var span in spans)
        {
            byId.TryAdd(span.SpanId, span);
        }

        var children = byId.Values.Where(span => span.ParentSpanId != 0).ToLookup(span => span.ParentSpanId);
        var lines = new List<WaterfallLine>(byId.Count);
        var placed = new HashSet<ulong>(byId.Count);

        var tops = byId.Values.Where(span => span.ParentSpanId == 0 || !byId.ContainsKey(span.ParentSpanId));
        foreach (var top in InOrder(tops.Select(span => (span, Skew: 0L))))
        {
            Place(top.Span);
        }

        // Whatever is left hangs in a ring of parents, which only a broken or hostile sender makes: show it, loop never.
        foreach (var (span, _) in InOrder(byId.Values.Select(span => (span, Skew: 0L))))
        {
            if (!placed.Contains(span.SpanId))
            {
                Place(span);
            }
        }

        return lines;

        void Place(KeptSpan top)
        {
            // A stack of our own: depth is the sender's choice, the thread's stack is not.
            var open = new Stack<WaterfallLine>();
            open.Push(new WaterfallLine(top, 0, top.ParentSpanId != 0, top.StartNanoseconds, 0));
            while (open.TryPop(out var line))
            {
                if (!placed.Add(line.Span.SpanId))
                {
                    continue;
                }

                lines.Add(line);
                var below = children[line.Span.SpanId].Select(child => (child, SkewBelow(line, child)));
                foreach (var (child, skew) in InOrder(below).Reverse())
                {
                    open.Push(new WaterfallLine(child, line.Depth + 1, false, child.StartNanoseconds + skew, skew));
                }
            }
        }
    }

    private static IEnumerable<(KeptSpan Span, long Skew)> InOrder(IEnumerable<(KeptSpan Span, long Skew)> siblings) =>
        siblings.OrderBy(one => one.Span.StartNanoseconds + one.Skew).ThenBy(one => one.Span.SpanId);

    private static long SkewBelow(WaterfallLine parent, KeptSpan child)
    {
        if (child.Service == parent.Span.Service)
        {
            return parent.SkewNanoseconds;
        }

        var early = parent.StartNanoseconds - child.StartNanoseconds;
        if (early <= 0)
        {
            return 0;
        }

        // A call takes place inside its caller's wait, as long before it as after it as far as anyone can tell; a message is only later.
        var slack = child.Role == SpanRole.Server ? Math.Max(0, parent.Span.DurationNanoseconds - child.DurationNanoseconds) / 2 : 0;
        return early + slack;
    }
}
