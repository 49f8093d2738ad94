using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.Collections;
using StrongCities.Operations.Otlp;
using StrongCities.Operations.Traces;

namespace StrongCities.Operations.Ingest;

/// <summary>
/// Keeps what processes tell: spans whole but for attributes off the list, log lines that belong to a trace. Metrics are answered and not
/// kept, because Prometheus scrapes them and no page here shows one. A record that makes no sense is counted and skipped, its batch is not lost.
/// </summary>
internal sealed class ReceiveTelemetry(TraceStore store)
{
    private const int NameLengthMax = 200;
    private const int ServiceLengthMax = 64;
    private const int EventsMax = 16;
    private const int LinksMax = 16;
    private const string UnknownService = "unknown";

    public ExportTraceServiceResponse Receive(ExportTraceServiceRequest request)
    {
        var kept = new List<KeptSpan>();
        var dropped = 0L;
        var rejected = 0L;
        foreach (var resource in request.ResourceSpans)
        {
            var service = ServiceOf(resource.Resource);
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
            {
                if (TraceIdOf(span.TraceId) is { } traceId && SpanIdOf(span.SpanId) is { } spanId && IsTime(span.StartTimeUnixNano))
                {
                    kept.Add(Keep(span, traceId, spanId, service, ref dropped));
                }
                else
                {
                    rejected++;
                }
            }
        }

        store.Count(dropped, rejected);
        rejected += store.Add(kept);
        return new ExportTraceServiceResponse
        {
            PartialSuccess = rejected == 0
                ? null
                : new ExportTracePartialSuccess { RejectedSpans = rejected, ErrorMessage = "Spans without ids or start, or beyond what is kept of one trace." },
        };
    }

    public ExportLogsServiceResponse Receive(ExportLogsServiceRequest request)
    {
        var kept = new List<KeptLog>();
        var rejected = 0L;
        foreach (var resource in request.ResourceLogs)
        {
            var service = ServiceOf(resource.Resource);
            foreach (var scope in resource.ScopeLogs)
            {
                var category = SafeText.Cut(scope.Scope?.Name ?? "", NameLengthMax);
                foreach (var record in scope.LogRecords)
                {
                    var time = record.TimeUnixNano > 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano;
                    if (TraceIdOf(record.TraceId) is { } traceId && IsTime(time))
                    {
                        kept.Add(Keep(record, traceId, (long)time, service, category));
                    }
                    else if (record.TraceId.Length != 0)
                    {
                        rejected++;
                    }

                    // Else it is a line outside any trace (a start-up message): it is in the process's own log, and no page here would show it.
                }
            }
        }

        store.Count(0, rejected);
        rejected += store.Add(kept);
        return new ExportLogsServiceResponse
        {
            PartialSuccess = rejected == 0
                ? null
                : new ExportLogsPartialSuccess { RejectedLogRecords = rejected, ErrorMessage = "Lines with a malformed trace id or no time, or beyond what is kept of one trace." },
        };
    }

    public ExportMetricsServiceResponse Receive(ExportMetricsServiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ExportMetricsServiceResponse();
    }

    private static KeptSpan Keep(Span span, UInt128 traceId, ulong spanId, string service, ref long dropped)
    {
        var (attributes, without) = AllowedAttributes.Keep(span.Attributes);
        dropped += without;
        var events = new List<KeptEvent>();
        foreach (var one in span.Events.Take(EventsMax))
        {
            var (ofEvent, withoutOfEvent) = AllowedAttributes.Keep(one.Attributes);
            dropped += withoutOfEvent;
            events.Add(new KeptEvent(NameOf(one.Name), (long)Math.Min(one.TimeUnixNano, LastTime), ofEvent));
        }

        return new KeptSpan
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentSpanId = SpanIdOf(span.ParentSpanId) ?? 0,
            Service = service,
            Name = NameOf(span.Name),
            Role = span.Kind is >= Span.Types.SpanKind.Internal and <= Span.Types.SpanKind.Consumer ? (SpanRole)(int)span.Kind : SpanRole.Internal,
            StartNanoseconds = (long)span.StartTimeUnixNano,
            // A clock set back during the span makes it end before it began.
            DurationNanoseconds = Math.Max(0, (long)Math.Min(span.EndTimeUnixNano, LastTime) - (long)span.StartTimeUnixNano),
            Error = span.Status?.Code == Status.Types.StatusCode.Error,
            Attributes = attributes,
            Events = [.. events],
            Links = [.. LinksOf(span)],
        };
    }

    private static KeptLog Keep(LogRecord record, UInt128 traceId, long time, string service, string category) => new()
    {
        TraceId = traceId,
        SpanId = SpanIdOf(record.SpanId) ?? 0,
        Service = service,
        TimeNanoseconds = time,
        Severity = SeverityOf(record.SeverityNumber),
        Category = category,
        Text = LogText.Of(record),
        ExceptionType = TextOf(record.Attributes, "exception.type"),
    };

    private static IEnumerable<KeptLink> LinksOf(Span span)
    {
        foreach (var link in span.Links.Take(LinksMax))
        {
            if (TraceIdOf(link.TraceId) is { } traceId && SpanIdOf(link.SpanId) is { } spanId)
            {
                yield return new KeptLink(traceId, spanId);
            }
        }
    }

    private static string NameOf(string sent) => SafeText.Cut(SafeText.WithoutAddresses(sent), NameLengthMax);

    private static string ServiceOf(Resource? resource)
    {
        var name = resource is null ? "" : SafeText.WithoutAddresses(TextOf(resource.Attributes, "service.name"));
        return string.IsNullOrWhiteSpace(name) ? UnknownService : SafeText.Cut(name, ServiceLengthMax);
    }

    private static string TextOf(RepeatedField<KeyValue> attributes, string name) =>
        SafeText.Cut(attributes.FirstOrDefault(attribute => attribute.Key == name)?.Value?.StringValue ?? "", NameLengthMax);

    private static string SeverityOf(int number) => number switch
    {
        >= 21 => "FATAL",
        >= 17 => "ERROR",
        >= 13 => "WARN",
        >= 9 => "INFO",
        >= 5 => "DEBUG",
        _ => "TRACE",
    };

    // Half of what a long holds (the year 2116): sums with a skew or a duration stay in range.
    private const ulong LastTime = long.MaxValue / 2;

    private static bool IsTime(ulong nanoseconds) => nanoseconds is > 0 and <= LastTime;

    private static UInt128? TraceIdOf(ByteString bytes) =>
        bytes.Length == 16 && BinaryPrimitives.ReadUInt128BigEndian(bytes.Span) is var id && id != UInt128.Zero ? id : null;

    private static ulong? SpanIdOf(ByteString bytes) =>
        bytes.Length == 8 && BinaryPrimitives.ReadUInt64BigEndian(bytes.Span) is var id && id != 0 ? id : null;
}
