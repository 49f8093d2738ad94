using Google.Protobuf;
using StrongCities.Operations.Ingest;
using StrongCities.Operations.Otlp;
using StrongCities.Operations.Traces;

namespace StrongCities.UnitTests.Operations.Ingest;

public sealed class ReceiveTelemetryTests
{
    private readonly TraceStore store = new(new StoreLimits(), TimeProvider.System);

    [Fact]
    public void A_malformed_span_is_refused_and_told_and_its_batch_is_kept()
    {
        var answer = Receive(
            Good(1),
            new Span { TraceId = ByteString.CopyFrom(new byte[16]), SpanId = Id(8, 2), StartTimeUnixNano = 1 },
            new Span { TraceId = Id(15, 1), SpanId = Id(8, 3), StartTimeUnixNano = 1 },
            new Span { TraceId = Id(16, 1), SpanId = Id(4, 4), StartTimeUnixNano = 1 },
            new Span { TraceId = Id(16, 1), SpanId = Id(8, 5), StartTimeUnixNano = 0 },
            new Span { TraceId = Id(16, 1), SpanId = Id(8, 6), StartTimeUnixNano = ulong.MaxValue });

        Assert.Equal(5, answer.PartialSuccess.RejectedSpans);
        Assert.Equal((1, 5), (store.State().Spans, store.State().RecordsRejected));
        Assert.Null(Receive(Good(7)).PartialSuccess);
    }

    [Fact]
    public void An_end_before_the_start_is_no_duration_and_an_absurd_one_overflows_nothing()
    {
        var backwards = Good(1);
        backwards.EndTimeUnixNano = 1;
        var endless = Good(2);
        endless.EndTimeUnixNano = ulong.MaxValue;

        Receive(backwards, endless);

        var (summary, spans, _) = store.Find(1)!.Value;
        Assert.Equal(0, spans[0].DurationNanoseconds);
        Assert.True(spans[1].DurationNanoseconds > 0 && summary.DurationNanoseconds > 0);
    }

    [Fact]
    public void An_exception_is_kept_as_its_type_and_never_as_its_words()
    {
        var span = Good(1);
        span.Status = new Status { Code = Status.Types.StatusCode.Error };
        span.Events.Add(new Span.Types.Event
        {
            Name = "exception",
            TimeUnixNano = 5,
            Attributes = { Text("exception.type", "System.TimeoutException"), Text("exception.message", "canary"), Text("exception.stacktrace", "canary") },
        });

        Receive(span);

        var kept = Assert.Single(store.Find(1)!.Value.Spans);
        Assert.True(kept.Error);
        Assert.Equal([new KeptAttribute("exception.type", "System.TimeoutException")], Assert.Single(kept.Events).Attributes);
        Assert.Equal(2, store.State().AttributesDropped);
    }

    [Fact]
    public void Unknown_kinds_services_and_fields_do_no_harm()
    {
        var span = Good(1);
        span.Kind = (Span.Types.SpanKind)99;

        var answer = new ReceiveTelemetry(store).Receive(new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { span } } } } } });

        Assert.Null(answer.PartialSuccess);
        var kept = Assert.Single(store.Find(1)!.Value.Spans);
        Assert.Equal((SpanRole.Internal, "unknown"), (kept.Role, kept.Service));
    }

    [Fact]
    public void A_log_line_outside_any_trace_is_left_and_one_with_half_an_id_is_refused()
    {
        var answer = new ReceiveTelemetry(store).Receive(new ExportLogsServiceRequest
        {
            ResourceLogs =
            {
                new ResourceLogs
                {
                    ScopeLogs =
                    {
                        new ScopeLogs
                        {
                            LogRecords =
                            {
                                new LogRecord { TimeUnixNano = 1, Body = new AnyValue { StringValue = "started" } },
                                new LogRecord { TimeUnixNano = 1, TraceId = Id(7, 1) },
                                new LogRecord { ObservedTimeUnixNano = 1, TraceId = Id(16, 1), SeverityNumber = 17, Body = new AnyValue { StringValue = "failed" } },
                            },
                        },
                    },
                },
            },
        });

        Assert.Equal(1, answer.PartialSuccess.RejectedLogRecords);
        Assert.Equal(1, store.State().Logs);
    }

    private ExportTraceServiceResponse Receive(params Span[] spans) => new ReceiveTelemetry(store).Receive(new ExportTraceServiceRequest
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = new Resource { Attributes = { Text("service.name", "web") } },
                ScopeSpans = { new ScopeSpans { Spans = { spans } } },
            },
        },
    });

    private static Span Good(byte id) => new() { TraceId = Id(16, 1), SpanId = Id(8, id), Name = "good", StartTimeUnixNano = 1_000, EndTimeUnixNano = 2_000 };

    private static ByteString Id(int length, byte last)
    {
        var bytes = new byte[length];
        bytes[^1] = last;
        return ByteString.CopyFrom(bytes);
    }

    private static KeyValue Text(string name, string value) => new() { Key = name, Value = new AnyValue { StringValue = value } };
}
