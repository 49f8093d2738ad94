namespace StrongCities.Web.Maps;

/// <summary>
/// The Equal Earth projection (Šavrič, Patterson, Jenny 2018) turned by 42 degrees, with the scale and place of the checked-in map, in its
/// units (1000 by 450). The same numbers stand in docs/map/make-map.mjs.
/// </summary>
public static class EqualEarth
{
    public const double Width = 1000;
    public const double Height = 450;
    private const double Scale = 447;
    private const double CenterX = 523;
    private const double CenterY = 616;
    private const double TurnDegrees = 42;

    private const double A1 = 1.340264;
    private const double A2 = -0.081106;
    private const double A3 = 0.000893;
    private const double A4 = 0.003796;
    private static readonly double M = Math.Sqrt(3) / 2;

    /// <summary>Where a place lies on the map; degrees, north and east positive.</summary>
    public static (double X, double Y) Project(double latitude, double longitude)
    {
        var turned = longitude + TurnDegrees;
        turned -= 360 * Math.Floor((turned + 180) / 360);
        var lambda = turned * Math.PI / 180;
        var theta = Math.Asin(M * Math.Sin(latitude * Math.PI / 180));
        var theta2 = theta * theta;
        var theta6 = theta2 * theta2 * theta2;
        var x = lambda * Math.Cos(theta) / (M * (A1 + 3 * A2 * theta2 + theta6 * (7 * A3 + 9 * A4 * theta2)));
        var y = theta * (A1 + A2 * theta2 + theta6 * (A3 + A4 * theta2));
        return (CenterX + Scale * x, CenterY - Scale * y);
    }

    /// <summary>The shortest way over the earth between two places, as <paramref name="steps"/> + 1 points on the map.</summary>
    public static IReadOnlyList<(double X, double Y)> GreatCircle(
        (double Latitude, double Longitude) from, (double Latitude, double Longitude) to, int steps = 32)
    {
        var a = OnSphere(from);
        var b = OnSphere(to);
        var angle = Math.Acos(Math.Clamp(a.X * b.X + a.Y * b.Y + a.Z * b.Z, -1, 1));
        var points = new List<(double, double)>(steps + 1);
        for (var step = 0; step <= steps; step++)
        {
            var part = (double)step / steps;
            var (start, end) = angle < 1e-9 ? (1 - part, part) : (Math.Sin((1 - part) * angle) / Math.Sin(angle), Math.Sin(part * angle) / Math.Sin(angle));
            var (x, y, z) = (start * a.X + end * b.X, start * a.Y + end * b.Y, start * a.Z + end * b.Z);
            points.Add(Project(Math.Atan2(z, Math.Sqrt(x * x + y * y)) * 180 / Math.PI, Math.Atan2(y, x) * 180 / Math.PI));
        }

        return points;
    }

    private static (double X, double Y, double Z) OnSphere((double Latitude, double Longitude) place)
    {
        var (phi, lambda) = (place.Latitude * Math.PI / 180, place.Longitude * Math.PI / 180);
        return (Math.Cos(phi) * Math.Cos(lambda), Math.Cos(phi) * Math.Sin(lambda), Math.Sin(phi));
    }
}
