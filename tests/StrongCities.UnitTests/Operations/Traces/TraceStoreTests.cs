using StrongCities.Operations.Traces;
using static StrongCities.UnitTests.Operations.Traces.Spans;

namespace StrongCities.UnitTests.Operations.Traces;

public sealed class TraceStoreTests
{
    private static readonly TraceFilter Any = new();

    [Fact]
    public void A_trace_is_found_by_booking_reference_however_it_is_typed()
    {
        var store = new TraceStore(new StoreLimits(), TimeProvider.System);
        store.Add([Span(1, trace: 7, attributes: ("booking.reference", "K7PX-3M9Q")), Span(1, trace: 8)]);

        var (found, more) = store.Search(new TraceFilter { Reference = BookingReference.Normalize(" k7px 3m9q") }, 10);

        Assert.Equal([(UInt128)7], found.Select(trace => trace.Id));
        Assert.Equal(["K7PX-3M9Q"], found[0].References);
        Assert.False(more);
        Assert.Empty(store.Search(new TraceFilter { Reference = "K7PX3M9R" }, 10).Traces);
    }

    [Fact]
    public void Every_filter_that_is_set_must_hold()
    {
        var store = new TraceStore(new StoreLimits(), TimeProvider.System);
        store.Add(
        [
            Span(1, trace: 1, service: "web", length: 5),
            Span(1, trace: 2, service: "web", length: 900),
            Span(1, trace: 3, service: "events", length: 900, error: true),
            Span(2, trace: 3, service: "web", parent: 1, length: 1),
        ]);

        Assert.Equal([3, 2, 1], Ids(store, Any));
        Assert.Equal([3, 2], Ids(store, Any with { DurationNanosecondsMin = 900_000_000 }));
        Assert.Equal([3], Ids(store, Any with { ErrorsOnly = true, Service = "web" }));
        Assert.Empty(Ids(store, Any with { Service = "events", DurationNanosecondsMin = 901_000_000 }));
    }

    [Fact]
    public void A_loop_s_lone_statement_is_listed_only_when_asked_for_or_when_it_failed()
    {
        (string, string) database = ("db.system.name", "postgresql");
        var store = new TraceStore(new StoreLimits(), TimeProvider.System);
        store.Add(
        [
            Span(1, trace: 1, role: SpanRole.Client, attributes: database),
            Span(1, trace: 2, role: SpanRole.Client, error: true, attributes: database),
            Span(1, trace: 3, role: SpanRole.Server), Span(2, parent: 1, trace: 3, role: SpanRole.Client, attributes: database),
            Span(2, parent: 1, trace: 4, role: SpanRole.Client, attributes: database),
        ]);

        Assert.Equal([4, 3, 2], Ids(store, Any));
        Assert.Equal([4, 3, 2, 1], Ids(store, Any with { WithPolls = true }));
        Assert.Equal([2], Ids(store, Any with { ErrorsOnly = true }));
    }

    [Fact]
    public void Newest_come_first_and_the_limit_tells_of_more()
    {
        var store = new TraceStore(new StoreLimits(), TimeProvider.System);
        store.Add([.. Enumerable.Range(1, 5).Select(number => Span(1, trace: (ulong)number))]);

        var (traces, more) = store.Search(Any, 3);

        Assert.Equal([5, 4, 3], traces.Select(trace => (int)trace.Id));
        Assert.True(more);
        Assert.False(store.Search(Any, 5).More);
    }

    [Fact]
    public void A_late_span_joins_its_trace_and_a_span_sent_twice_counts_once()
    {
        var store = new TraceStore(new StoreLimits(), TimeProvider.System);
        store.Add([Span(2, parent: 1, start: 5, length: 10)]);
        store.Add([Span(1, start: 0, length: 30), Span(2, parent: 1, start: 5, length: 10)]);

        var (summary, spans, _) = store.Find(1)!.Value;

        Assert.Equal(2, spans.Length);
        Assert.Equal("span 1", summary.First.Name);
        Assert.Equal(30_000_000, summary.DurationNanoseconds);
        Assert.Equal(2, store.State().Spans);
    }

    [Fact]
    public void Logs_that_arrive_before_any_span_wait_for_it_and_alone_are_no_trace()
    {
        var store = new TraceStore(new StoreLimits(), TimeProvider.System);
        store.Add([Log(1, "early")]);
        Assert.Empty(store.Search(Any, 10).Traces);
        Assert.Null(store.Find(1));

        store.Add([Span(1)]);

        Assert.Equal("early", Assert.Single(store.Find(1)!.Value.Logs).Text);
    }

    [Fact]
    public void Beyond_the_number_of_spans_the_oldest_traces_go_and_leave_nothing_in_the_indexes()
    {
        var store = new TraceStore(new StoreLimits { SpansMax = 100 }, TimeProvider.System);
        for (var number = 1; number <= 60; number++)
        {
            store.Add([Span(1, trace: (ulong)number, service: $"service{number}", attributes: ("booking.reference", $"REF{number}")), Span(2, trace: (ulong)number)]);
        }

        Assert.Equal(Enumerable.Range(11, 50).Reverse(), Ids(store, Any));
        Assert.Empty(Ids(store, Any with { Reference = "REF10" }));
        Assert.Equal([11], Ids(store, Any with { Reference = "REF11" }));
        Assert.DoesNotContain("service10", store.Services());
        var state = store.State();
        Assert.Equal((100, 50, 10), (state.Spans, state.Traces, state.TracesEvicted));
    }

    [Fact]
    public void Beyond_the_number_of_bytes_the_oldest_traces_go()
    {
        var store = new TraceStore(new StoreLimits { BytesMax = 100_000 }, TimeProvider.System);
        for (var number = 1; number <= 1_000; number++)
        {
            store.Add([Span(1, trace: (ulong)number, attributes: ("db.query.text", new string('x', 2_000)))]);
            Assert.InRange(store.State().Bytes, 1, 100_000);
        }

        Assert.InRange(store.State().Traces, 10, 25);
        Assert.Equal(1_000, Ids(store, Any)[0]);
    }

    [Fact]
    public void A_flood_of_logs_is_bounded_like_one_of_spans()
    {
        var store = new TraceStore(new StoreLimits { LogsMax = 50 }, TimeProvider.System);
        store.Add([.. Enumerable.Range(1, 500).Select(number => Log((ulong)number, "line"))]);

        Assert.Equal((50, 50), (store.State().Logs, store.State().Traces));
    }

    [Fact]
    public void One_endless_trace_is_cut_and_does_not_push_out_the_others()
    {
        var store = new TraceStore(new StoreLimits { SpansMax = 100, SpansPerTraceMax = 20, LogsPerTraceMax = 5 }, TimeProvider.System);
        store.Add([Span(1, trace: 1)]);

        var refusedSpans = store.Add([.. Enumerable.Range(1, 500).Select(number => Span((ulong)number, trace: 2))]);
        var refusedLogs = store.Add([.. Enumerable.Range(1, 7).Select(_ => Log(2, "line"))]);

        Assert.Equal((480, 2), (refusedSpans, refusedLogs));
        Assert.Equal(482, store.State().RecordsRejected);
        Assert.NotNull(store.Find(1));
    }

    [Fact]
    public void A_flood_of_a_million_spans_stays_within_the_memory_that_the_limits_promise()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var store = new TraceStore(new StoreLimits(), TimeProvider.System);
        var batch = new List<KeptSpan>();
        for (var number = 1; number <= 1_000_000; number++)
        {
            // A trace of ten spans, each with its own strings as they come off the wire.
            batch.Add(Span(
                (ulong)number, trace: (ulong)(number / 10) + 1,
                attributes: [("http.route", $"/en/dialogues/{number}"), ("booking.reference", $"K{number / 10}")]));
            if (batch.Count == 500)
            {
                store.Add(batch);
                batch.Clear();
            }
        }

        var state = store.State();
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(state.Bytes <= state.BytesMax && state.Spans <= state.SpansMax, $"{state}");
        // The estimate must not flatter: what really is in memory may be half more, not a multiple.
        Assert.True(grown < state.BytesMax * 3 / 2, $"{grown} bytes for an estimate of {state.Bytes}");
        Assert.Null(store.Find(1));
        Assert.NotNull(store.Find(100_001));
        GC.KeepAlive(store);
    }

    [Fact]
    public void The_map_s_period_is_complete_until_something_younger_had_to_go()
    {
        var store = new TraceStore(new StoreLimits { SpansMax = 2 }, TimeProvider.System);
        store.Add([Span(1, trace: 1), Span(1, trace: 2)]);
        Assert.True(store.Since(TimeSpan.FromMinutes(5)).Complete);

        store.Add([Span(1, trace: 3)]);

        var (traces, complete) = store.Since(TimeSpan.FromMinutes(5));
        Assert.Equal(2, traces.Count);
        Assert.False(complete);
    }

    private static int[] Ids(TraceStore store, TraceFilter filter) => [.. store.Search(filter, 1_000).Traces.Select(trace => (int)trace.Id)];
}
