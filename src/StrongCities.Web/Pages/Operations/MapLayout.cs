using StrongCities.Contracts.Operations;

namespace StrongCities.Web.Pages.Operations;

/// <summary>A box of the service map, in the drawing's units.</summary>
internal sealed record MapBox(ServiceNode Node, int Column, double X, double Y);

/// <summary>A line of the service map: from (x, y) to (x, y), bent by two control points.</summary>
internal sealed record MapLine(ServiceEdge Edge, double FromX, double FromY, double BendFromX, double BendToX, double ToX, double ToY);

/// <summary>
/// Three columns: services that nobody calls, services that are called, and what holds data, carries messages or is outside.
/// Calls to the right run above a box's middle, calls to the left below it, so that a pair of opposite lines stays two lines.
/// </summary>
internal sealed class MapLayout
{
    public const double Width = 960;
    public const double BoxWidth = 216;
    public const double BoxHeight = 56;
    private const double ColumnStep = 364;
    private const double RowStep = 88;
    private const double Margin = 8;
    private const double Apart = 9;

    private MapLayout(IReadOnlyList<MapBox> boxes, IReadOnlyList<MapLine> lines, double height) => (Boxes, Lines, Height) = (boxes, lines, height);

    public IReadOnlyList<MapBox> Boxes { get; }

    public IReadOnlyList<MapLine> Lines { get; }

    public double Height { get; }

    public static MapLayout Of(IReadOnlyCollection<ServiceNode> nodes, IReadOnlyCollection<ServiceEdge> edges)
    {
        var called = edges.Where(edge => edge.Kind is ServiceEdge.Types.Kind.Grpc or ServiceEdge.Types.Kind.Http or ServiceEdge.Types.Kind.Messaging)
            .Where(edge => edge.From != edge.To).Select(edge => edge.To).ToHashSet();
        var columns = nodes.ToLookup(node => node.Kind != ServiceNode.Types.Kind.Service ? 2 : called.Contains(node.Name) ? 1 : 0);
        var rows = Math.Max(1, columns.Select(column => column.Count()).DefaultIfEmpty(0).Max());
        var height = (Margin * 2) + (rows * RowStep) - (RowStep - BoxHeight);

        var boxes = new Dictionary<string, MapBox>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var used = (column.Count() * RowStep) - (RowStep - BoxHeight);
            var y = (height - used) / 2;
            foreach (var node in column)
            {
                boxes[node.Name] = new MapBox(node, column.Key, Margin + (column.Key * ColumnStep), y);
                y += RowStep;
            }
        }

        var lines = edges.Where(edge => boxes.ContainsKey(edge.From) && boxes.ContainsKey(edge.To)).Select(edge => LineOf(edge, boxes[edge.From], boxes[edge.To]));
        return new MapLayout([.. boxes.Values], [.. lines], height);
    }

    private static MapLine LineOf(ServiceEdge edge, MapBox from, MapBox to)
    {
        var rightwards = from.Column <= to.Column;
        var side = rightwards ? -Apart : Apart;
        var fromX = rightwards ? from.X + BoxWidth : from.X;
        // Within a column the line leaves and arrives on the right side.
        var toX = from.Column == to.Column ? to.X + BoxWidth : rightwards ? to.X : to.X + BoxWidth;
        var bend = from.Column == to.Column ? 60 : Math.Abs(toX - fromX) / 2;
        return new MapLine(
            edge, fromX, from.Y + (BoxHeight / 2) + side, rightwards ? fromX + bend : fromX - bend,
            from.Column == to.Column ? toX + bend : rightwards ? toX - bend : toX + bend, toX, to.Y + (BoxHeight / 2) + side);
    }
}
