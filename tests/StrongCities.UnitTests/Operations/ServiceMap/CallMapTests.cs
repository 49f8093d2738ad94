using StrongCities.Operations.ServiceMap;
using StrongCities.Operations.Traces;
using static StrongCities.UnitTests.Operations.Traces.Spans;
using EdgeKind = StrongCities.Contracts.Operations.ServiceEdge.Types.Kind;
using NodeKind = StrongCities.Contracts.Operations.ServiceNode.Types.Kind;

namespace StrongCities.UnitTests.Operations.ServiceMap;

public sealed class CallMapTests
{
    [Fact]
    public void One_booking_draws_calls_statements_messages_and_the_mail()
    {
        var (nodes, edges) = CallMap.Of(
        [
            [
                Span(1, service: "web", role: SpanRole.Server),
                Span(2, parent: 1, service: "web", role: SpanRole.Client, length: 30, attributes: [("rpc.system", "grpc")]),
                Span(3, parent: 2, service: "events", role: SpanRole.Server, length: 20, attributes: [("http.route", "/strongcities.gatherings.v1.Dialogues/Register")]),
                Span(4, parent: 3, service: "events", role: SpanRole.Client, length: 4, attributes: [("db.namespace", "eventsdb"), ("db.system.name", "postgresql")]),
                Span(5, parent: 3, service: "events"),
                Span(6, parent: 5, service: "events", role: SpanRole.Producer, attributes: [("messaging.system", "rabbitmq")]),
                Span(7, parent: 6, service: "notifications", role: SpanRole.Consumer),
                Span(8, parent: 7, service: "notifications", role: SpanRole.Consumer),
                Span(9, parent: 8, service: "notifications", role: SpanRole.Client, error: true, attributes: [("network.protocol.name", "smtp")]),
            ],
        ]);

        Assert.Equal(
            [("events", "eventsdb", EdgeKind.Database), ("events", "rabbitmq", EdgeKind.Messaging), ("notifications", "smtp", EdgeKind.Other),
             ("rabbitmq", "notifications", EdgeKind.Messaging), ("web", "events", EdgeKind.Grpc)],
            edges.Select(edge => (edge.From, edge.To, edge.Kind)));
        Assert.All(edges, edge => Assert.Equal(1, edge.Count));
        Assert.Equal(["notifications"], edges.Where(edge => edge.Errors > 0).Select(edge => edge.From));
        // The caller's wait, not only the answerer's work.
        Assert.Equal(30, edges[^1].P50Milliseconds);
        Assert.Equal(
            [("events", NodeKind.Service), ("eventsdb", NodeKind.Database), ("notifications", NodeKind.Service), ("rabbitmq", NodeKind.Broker), ("smtp", NodeKind.External), ("web", NodeKind.Service)],
            nodes.Select(node => (node.Name, node.Kind)));
    }

    [Fact]
    public void Percentiles_are_durations_that_were_measured()
    {
        var calls = Enumerable.Range(1, 100).Select(number => Span((ulong)number, service: "events", role: SpanRole.Client, length: number, attributes: [("db.system", "redis")]));

        var edge = Assert.Single(CallMap.Of([[.. calls]]).Edges);

        Assert.Equal((100, 50, 95, "redis"), (edge.Count, edge.P50Milliseconds, edge.P95Milliseconds, edge.To));
    }

    [Fact]
    public void A_statement_told_of_twice_counts_once_and_two_in_a_row_count_twice()
    {
        (string, string)[] database = [("db.system", "postgresql"), ("db.name", "eventsdb")];
        var (_, edges) = CallMap.Of(
        [
            [
                Span(1, service: "events"),
                Span(2, parent: 1, service: "events", role: SpanRole.Client, attributes: database),
                Span(3, parent: 2, service: "events", role: SpanRole.Client, attributes: database),
                Span(4, parent: 1, service: "events", role: SpanRole.Client, attributes: database),
            ],
        ]);

        Assert.Equal(2, Assert.Single(edges).Count);
    }

    [Fact]
    public void A_plain_request_between_services_is_no_rpc_and_one_within_a_service_is_no_edge()
    {
        var (_, edges) = CallMap.Of(
        [
            [
                Span(1, service: "web", role: SpanRole.Client),
                Span(2, parent: 1, service: "identity", role: SpanRole.Server, attributes: [("http.route", "/connect/token")]),
                Span(3, parent: 2, service: "identity", role: SpanRole.Client),
                Span(4, parent: 3, service: "identity", role: SpanRole.Server),
            ],
            [
                // The caller answers an RPC; what it fetches meanwhile is none.
                Span(1, service: "events", role: SpanRole.Server, attributes: [("grpc.method", "/x.Y/Z")]),
                Span(2, parent: 1, service: "events", role: SpanRole.Client),
                Span(3, parent: 2, service: "identity", role: SpanRole.Server, attributes: [("http.route", "/keys")]),
            ],
        ]);

        Assert.Equal([("events", "identity", EdgeKind.Http), ("web", "identity", EdgeKind.Http)], edges.Select(edge => (edge.From, edge.To, edge.Kind)));
    }

    [Fact]
    public void An_empty_store_draws_an_empty_map()
    {
        var (nodes, edges) = CallMap.Of([]);

        Assert.Empty(nodes);
        Assert.Empty(edges);
    }
}
