using CsCheck;
using StrongCities.Contracts.Operations;
using StrongCities.Web.Pages.Operations;
using EdgeKind = StrongCities.Contracts.Operations.ServiceEdge.Types.Kind;
using NodeKind = StrongCities.Contracts.Operations.ServiceNode.Types.Kind;

namespace StrongCities.UnitTests.Operations.Pages;

public sealed class MapLayoutTests
{
    [Fact]
    public void Callers_stand_left_of_the_called_and_what_holds_data_stands_right()
    {
        var map = MapLayout.Of(
            [Node("web"), Node("events"), Node("eventsdb", NodeKind.Database), Node("rabbitmq", NodeKind.Broker), Node("notifications")],
            [Edge("web", "events"), Edge("events", "eventsdb", EdgeKind.Database), Edge("events", "rabbitmq", EdgeKind.Messaging), Edge("rabbitmq", "notifications", EdgeKind.Messaging)]);

        Assert.Equal(
            [("web", 0), ("events", 1), ("eventsdb", 2), ("notifications", 1), ("rabbitmq", 2)],
            map.Boxes.OrderBy(box => box.Node.Name == "web" ? "" : box.Node.Name).Select(box => (box.Node.Name, box.Column)));
        var back = Assert.Single(map.Lines, line => line.Edge.To == "notifications");
        Assert.True(back.ToX < back.FromX);
    }

    [Fact]
    public void Boxes_never_overlap_and_nothing_leaves_the_drawing()
    {
        var node = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 4]).Select((number, kind) => Node($"n{number}", (NodeKind)kind));
        var edge = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 4]).Select((from, to, kind) => Edge($"n{from}", $"n{to}", (EdgeKind)kind));

        Gen.Select(node.Array[0, 20], edge.Array[0, 30]).Sample((nodes, edges) =>
        {
            var map = MapLayout.Of([.. nodes.DistinctBy(one => one.Name)], edges);
            Assert.Equal(nodes.Select(one => one.Name).Distinct().Count(), map.Boxes.Count);
            foreach (var column in map.Boxes.GroupBy(box => box.Column))
            {
                foreach (var (one, next) in column.Zip(column.Skip(1)))
                {
                    Assert.True(one.Y + MapLayout.BoxHeight < next.Y);
                }
            }

            Assert.All(map.Boxes, box =>
            {
                Assert.InRange(box.X, 0, MapLayout.Width - MapLayout.BoxWidth);
                Assert.InRange(box.Y, 0, map.Height - MapLayout.BoxHeight);
            });
        });
    }

    private static ServiceNode Node(string name, NodeKind kind = NodeKind.Service) => new() { Name = name, Kind = kind };

    private static ServiceEdge Edge(string from, string to, EdgeKind kind = EdgeKind.Grpc) => new() { From = from, To = to, Kind = kind };
}
