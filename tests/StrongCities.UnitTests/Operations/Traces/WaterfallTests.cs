using CsCheck;
using StrongCities.Operations.Traces;
using static StrongCities.UnitTests.Operations.Traces.Spans;

namespace StrongCities.UnitTests.Operations.Traces;

public sealed class WaterfallTests
{
    [Fact]
    public void Spans_are_read_depth_first_and_siblings_by_start()
    {
        var lines = Waterfall.Of(
        [
            Span(4, parent: 2, start: 3),
            Span(3, parent: 1, start: 20),
            Span(1, length: 100),
            Span(2, parent: 1, start: 1, length: 15),
        ]);

        Assert.Equal([(1, 0), (2, 1), (4, 2), (3, 1)], lines.Select(line => ((int)line.Span.SpanId, line.Depth)));
        Assert.DoesNotContain(lines, line => line.Orphan);
    }

    [Fact]
    public void A_called_service_whose_clock_is_behind_is_moved_into_its_callers_wait_with_all_that_it_did()
    {
        var lines = Waterfall.Of(
        [
            Span(1, service: "web", start: 100, length: 20, role: SpanRole.Client),
            Span(2, parent: 1, service: "events", start: 40, length: 10, role: SpanRole.Server),
            Span(3, parent: 2, service: "events", start: 43, length: 2),
        ]);

        // Five milliseconds of the twenty before the answer's ten, five after them; the inner span keeps its distance of three.
        Assert.Equal([100L, 105, 108], lines.Select(line => (line.StartNanoseconds - Origin) / 1_000_000));
        Assert.Equal([0L, 65, 65], lines.Select(line => line.SkewNanoseconds / 1_000_000));
    }

    [Fact]
    public void A_message_handled_after_its_sender_ended_is_left_where_it_is()
    {
        var lines = Waterfall.Of(
        [
            Span(1, service: "events", start: 0, length: 5, role: SpanRole.Producer),
            Span(2, parent: 1, service: "notifications", start: 400, length: 10, role: SpanRole.Consumer),
        ]);

        Assert.Equal(0, lines[1].SkewNanoseconds);
        Assert.Equal(1, lines[1].Depth);
    }

    [Fact]
    public void A_span_whose_parent_has_not_arrived_stands_on_the_first_level_and_says_so()
    {
        var lines = Waterfall.Of([Span(1, start: 0), Span(9, parent: 77, start: 5), Span(10, parent: 9, start: 6)]);

        Assert.Equal([(1, 0, false), (9, 0, true), (10, 1, false)], lines.Select(line => ((int)line.Span.SpanId, line.Depth, line.Orphan)));
    }

    [Fact]
    public void A_ring_of_parents_is_shown_once_and_ends()
    {
        var lines = Waterfall.Of([Span(1, parent: 3, start: 0), Span(2, parent: 1, start: 1), Span(3, parent: 2, start: 2), Span(4, parent: 4, start: 3)]);

        Assert.Equal([1, 2, 3, 4], lines.Select(line => (int)line.Span.SpanId));
        Assert.True(lines[0].Orphan);
    }

    [Fact]
    public void A_chain_of_five_thousand_spans_needs_no_stack()
    {
        var lines = Waterfall.Of([.. Enumerable.Range(1, 5_000).Select(number => Span((ulong)number, parent: (ulong)(number - 1), start: number))]);

        Assert.Equal(4_999, lines[^1].Depth);
    }

    [Fact]
    public void Every_span_appears_once_and_no_child_of_another_service_before_its_parent()
    {
        var span = Gen.Select(Gen.ULong[1, 30], Gen.ULong[0, 30], Gen.Int[0, 3], Gen.Long[-50, 50], Gen.Long[0, 40])
            .Select((id, parent, service, start, length) => Span(id, parent, $"service{service}", start, length, SpanRole.Server));

        span.Array[0, 40].Sample(spans =>
        {
            var lines = Waterfall.Of(spans);
            var at = lines.ToDictionary(line => line.Span.SpanId);
            Assert.Equal(spans.Select(one => one.SpanId).Distinct().Order(), lines.Select(line => line.Span.SpanId).Order());
            foreach (var line in lines.Where(line => line.Depth > 0))
            {
                var parent = at[line.Span.ParentSpanId];
                Assert.Equal(parent.Depth + 1, line.Depth);
                Assert.True(parent.Span.Service == line.Span.Service || line.StartNanoseconds >= parent.StartNanoseconds);
            }
        });
    }
}
