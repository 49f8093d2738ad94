using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Contracts.Operations;
using StrongCities.Operations.ServiceMap;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Operations.Traces;

/// <summary>What operators may ask about the kept telemetry.</summary>
internal sealed class TracesService(TraceStore store) : Contracts.Operations.Traces.TracesBase
{
    private const int TextMax = 100;

    // What a page can show and a reply of 6 MB can hold.
    private const int SpansToldMax = 1_000;
    private const int LogsToldMax = 500;

    [Authorize(Policies.Operator)]
    public override Task<SearchTracesReply> Search(SearchTracesRequest request, ServerCallContext context)
    {
        if (request.Limit is < 0 or > 200
            || request.DurationMillisecondsMin is < 0 or > 86_400_000
            || request.Service.Length > TextMax
            || request.BookingReference.Length > BookingReference.LengthMax)
        {
            throw new RefusedException(TraceRefusals.SearchOutOfBounds);
        }

        var reference = BookingReference.Normalize(request.BookingReference);
        if (reference.Length == 0 && request.BookingReference.Trim().Length > 0)
        {
            throw new RefusedException(TraceRefusals.SearchOutOfBounds);
        }

        var filter = new TraceFilter
        {
            Reference = reference,
            Service = request.Service,
            DurationNanosecondsMin = request.DurationMillisecondsMin * 1_000_000,
            ErrorsOnly = request.ErrorsOnly,
            WithPolls = request.WithPolls,
        };
        var (traces, more) = store.Search(filter, request.Limit == 0 ? 50 : request.Limit);
        return Task.FromResult(new SearchTracesReply
        {
            Traces = { traces.OrderByDescending(trace => trace.StartNanoseconds).Select(Summary) },
            More = more,
            Services = { store.Services() },
            Store = State(store.State()),
        });
    }

    [Authorize(Policies.Operator)]
    public override Task<TraceReply> Get(GetTraceRequest request, ServerCallContext context)
    {
        if (request.TraceId.Length != 32
            || !UInt128.TryParse(request.TraceId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
        {
            throw new RefusedException(TraceRefusals.TraceIdMalformed);
        }

        var (summary, spans, logs) = store.Find(id) ?? throw new RefusedException(TraceRefusals.TraceNotKept);
        var lines = Waterfall.Of(spans);
        var start = lines.Min(line => line.StartNanoseconds);
        var skews = lines.ToDictionary(line => line.Span.SpanId, line => line.SkewNanoseconds);

        var told = Summary(summary);
        told.Started = Time(start);
        told.DurationNanoseconds = lines.Max(line => line.StartNanoseconds + line.Span.DurationNanoseconds) - start;
        return Task.FromResult(new TraceReply
        {
            Summary = told,
            Spans = { lines.Take(SpansToldMax).Select(line => Line(line, start)) },
            Logs =
            {
                logs.Select(log => (Log: log, At: log.TimeNanoseconds + skews.GetValueOrDefault(log.SpanId)))
                    .OrderBy(one => one.At)
                    .Take(LogsToldMax)
                    .Select(one => Line(one.Log, one.At - start)),
            },
        });
    }

    [Authorize(Policies.Operator)]
    public override Task<ServiceMapReply> GetServiceMap(GetServiceMapRequest request, ServerCallContext context)
    {
        if (request.Minutes is < 0 or > 1440)
        {
            throw new RefusedException(TraceRefusals.SearchOutOfBounds);
        }

        var minutes = request.Minutes == 0 ? 15 : request.Minutes;
        var (traces, complete) = store.Since(TimeSpan.FromMinutes(minutes));
        var (nodes, edges) = CallMap.Of(traces);
        return Task.FromResult(new ServiceMapReply { Nodes = { nodes }, Edges = { edges }, Minutes = minutes, Complete = complete });
    }

    private static Contracts.Operations.TraceSummary Summary(TraceSummary trace) => new()
    {
        TraceId = Hex(trace.Id),
        Name = trace.First.Name,
        Service = trace.First.Service,
        Started = Time(trace.StartNanoseconds),
        DurationNanoseconds = trace.DurationNanoseconds,
        Spans = trace.Spans,
        Errors = trace.Errors,
        Logs = trace.Logs,
        Services = { trace.Services },
        BookingReferences = { trace.References },
    };

    private static Contracts.Operations.StoreState State(StoreState state) => new()
    {
        Spans = state.Spans,
        SpansMax = state.SpansMax,
        Traces = state.Traces,
        Logs = state.Logs,
        Bytes = state.Bytes,
        BytesMax = state.BytesMax,
        TracesEvicted = state.TracesEvicted,
        AttributesDropped = state.AttributesDropped,
        RecordsRejected = state.RecordsRejected,
    };

    private Span Line(WaterfallLine line, long start) => new()
    {
        SpanId = Hex(line.Span.SpanId),
        ParentSpanId = line.Span.ParentSpanId == 0 ? "" : Hex(line.Span.ParentSpanId),
        Service = line.Span.Service,
        Name = line.Span.Name,
        Kind = (Span.Types.Kind)((int)line.Span.Role - 1),
        Depth = line.Depth,
        Orphan = line.Orphan,
        OffsetNanoseconds = line.StartNanoseconds - start,
        DurationNanoseconds = line.Span.DurationNanoseconds,
        ClockSkewNanoseconds = line.SkewNanoseconds,
        Error = line.Span.Error,
        Attributes = { line.Span.Attributes.Select(Told) },
        Events =
        {
            line.Span.Events.Select(one => new SpanEvent
            {
                Name = one.Name,
                OffsetNanoseconds = one.TimeNanoseconds + line.SkewNanoseconds - start,
                Attributes = { one.Attributes.Select(Told) },
            }),
        },
        Links = { line.Span.Links.Select(link => new SpanLink { TraceId = Hex(link.TraceId), SpanId = Hex(link.SpanId), Kept = store.Keeps(link.TraceId) }) },
    };

    private static LogLine Line(KeptLog log, long offset) => new()
    {
        Time = Time(log.TimeNanoseconds),
        Service = log.Service,
        Severity = log.Severity,
        Category = log.Category,
        Text = log.Text,
        SpanId = log.SpanId == 0 ? "" : Hex(log.SpanId),
        ExceptionType = log.ExceptionType,
        OffsetNanoseconds = offset,
    };

    private static Contracts.Operations.Attribute Told(KeptAttribute attribute) => new() { Name = attribute.Name, Value = attribute.Value };

    private static Timestamp Time(long nanoseconds) => new() { Seconds = nanoseconds / 1_000_000_000, Nanos = (int)(nanoseconds % 1_000_000_000) };

    private static string Hex(UInt128 id) => id.ToString("x32", CultureInfo.InvariantCulture);

    private static string Hex(ulong id) => id.ToString("x16", CultureInfo.InvariantCulture);
}
