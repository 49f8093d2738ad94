using StrongCities.Contracts.Operations;
using StrongCities.Operations.Traces;
using EdgeKind = StrongCities.Contracts.Operations.ServiceEdge.Types.Kind;
using NodeKind = StrongCities.Contracts.Operations.ServiceNode.Types.Kind;

namespace StrongCities.Operations.ServiceMap;

/// <summary>Who called whom, read from the spans: a call is an edge from the service that waited to the one that worked.</summary>
internal static class CallMap
{
    public static (IReadOnlyList<ServiceNode> Nodes, IReadOnlyList<ServiceEdge> Edges) Of(IEnumerable<KeptSpan[]> traces)
    {
        var nodes = new SortedDictionary<string, NodeKind>(StringComparer.Ordinal);
        var calls = new Dictionary<(string From, string To, EdgeKind Kind), Tally>();
        foreach (var spans in traces)
        {
            AddTrace(spans, nodes, calls);
        }

        var edges = calls
            .OrderBy(call => call.Key.From, StringComparer.Ordinal).ThenBy(call => call.Key.To, StringComparer.Ordinal).ThenBy(call => call.Key.Kind)
            .Select(call => call.Value.Edge(call.Key.From, call.Key.To, call.Key.Kind));
        return ([.. nodes.Select(node => new ServiceNode { Name = node.Key, Kind = node.Value })], [.. edges]);
    }

    private static void AddTrace(
        KeptSpan[] spans, SortedDictionary<string, NodeKind> nodes, Dictionary<(string From, string To, EdgeKind Kind), Tally> calls)
    {
        var byId = spans.ToDictionary(span => span.SpanId);
        var answered = spans.Where(span => span.Role == SpanRole.Server).Select(span => span.ParentSpanId).ToHashSet();

        foreach (var span in spans)
        {
            nodes[span.Service] = NodeKind.Service;
            var parent = byId.GetValueOrDefault(span.ParentSpanId);
            var grandparent = parent is null ? null : byId.GetValueOrDefault(parent.ParentSpanId);
            switch (span.Role)
            {
                case SpanRole.Server when parent is not null && parent.Service != span.Service:
                    var rpc = IsRpc(span) || IsRpc(parent) || (grandparent?.Role == SpanRole.Client && IsRpc(grandparent));
                    // The caller's wait is what it experienced; the answering span alone would hide the network and the queue.
                    var waited = parent.Role == SpanRole.Client ? parent : span;
                    Count(parent.Service, span.Service, rpc ? EdgeKind.Grpc : EdgeKind.Http, waited, span.Error || waited.Error);
                    break;

                case SpanRole.Client when Database(span) is { } database:
                    // Two instrumentations may both tell of one statement (EF Core around Npgsql): the outer one counts.
                    if (parent is null || parent.Service != span.Service || Database(parent) is null)
                    {
                        nodes[database.Name] = database.Kind;
                        Count(span.Service, database.Name, EdgeKind.Database, span, span.Error);
                    }

                    break;

                case SpanRole.Producer when parent?.Role != SpanRole.Producer:
                    Count(span.Service, Broker(span), EdgeKind.Messaging, span, span.Error);
                    break;

                case SpanRole.Consumer when parent is null || parent.Role != SpanRole.Consumer || parent.Service != span.Service:
                    Count(Broker(span), span.Service, EdgeKind.Messaging, span, span.Error);
                    break;

                case SpanRole.Client when !answered.Contains(span.SpanId) && Outsider(span) is { } outsider:
                    nodes.TryAdd(outsider, NodeKind.External);
                    Count(span.Service, outsider, EdgeKind.Other, span, span.Error);
                    break;

                default:
                    break;
            }
        }

        void Count(string from, string to, EdgeKind kind, KeptSpan timed, bool error)
        {
            if (!calls.TryGetValue((from, to, kind), out var tally))
            {
                calls.Add((from, to, kind), tally = new Tally());
            }

            tally.Add(timed.DurationNanoseconds, error);
        }

        string Broker(KeptSpan span)
        {
            // MassTransit names the broker where it sends and not where it receives.
            var name = span.Attribute("messaging.system") ?? "rabbitmq";
            nodes[name] = NodeKind.Broker;
            return name;
        }
    }

    private static bool IsRpc(KeptSpan span) =>
        span.Attribute("rpc.system") is not null || span.Attribute("rpc.system.name") is not null || span.Attribute("grpc.method") is not null
        || span.Attribute("http.route") is { } route && IsRpcRoute(route);

    /// <summary>gRPC's routes are /package.Service/Method.</summary>
    private static bool IsRpcRoute(string route) =>
        route.Split('/') is ["", var service, var method] && service.Contains('.', StringComparison.Ordinal) && !method.Contains('{', StringComparison.Ordinal);

    /// <summary>The database or cache that a statement went to; null for a span that is no statement.</summary>
    public static (string Name, NodeKind Kind)? Database(KeptSpan span)
    {
        var system = span.Attribute("db.system.name") ?? span.Attribute("db.system");
        return system switch
        {
            null => null,
            "redis" => ("redis", NodeKind.Cache),
            _ => (span.Attribute("db.namespace") ?? span.Attribute("db.name") ?? system, NodeKind.Database),
        };
    }

    private static string? Outsider(KeptSpan span) =>
        span.Attribute("peer.service") ?? (span.Attribute("network.protocol.name") == "smtp" ? "smtp" : null);

    private sealed class Tally
    {
        private readonly List<long> durations = [];
        private long errors;

        public void Add(long nanoseconds, bool error)
        {
            durations.Add(nanoseconds);
            errors += error ? 1 : 0;
        }

        public ServiceEdge Edge(string from, string to, EdgeKind kind)
        {
            durations.Sort();
            return new ServiceEdge
            {
                From = from,
                To = to,
                Kind = kind,
                Count = durations.Count,
                Errors = errors,
                P50Milliseconds = Percentile(50),
                P95Milliseconds = Percentile(95),
            };
        }

        /// <summary>Nearest rank: a duration that was really measured.</summary>
        private double Percentile(int percent) => durations[(((durations.Count * percent) + 99) / 100) - 1] / 1e6;
    }
}
