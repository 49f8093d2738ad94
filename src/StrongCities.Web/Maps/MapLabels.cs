namespace StrongCities.Web.Maps;

/// <summary>Chooses which cities get their name on the map: the largest first, each only where it touches no other name or dot.</summary>
public static class MapLabels
{
    private const double LetterWidth = 7.6;
    private const double LineHeight = 18;
    private const double DotRadius = 6;
    private const double Gap = 3;

    /// <summary>A name's anchor point; the text starts there, or ends there.</summary>
    public sealed record Label(string Name, double X, double Y, bool EndsHere);

    public static IReadOnlyList<Label> Place(IEnumerable<MapCity> cities, int namesMax = 12)
    {
        var dots = cities.Select(city => (City: city, At: EqualEarth.Project(city.Latitude, city.Longitude)))
            .Where(dot => dot.At.X is > 0 and < EqualEarth.Width && dot.At.Y is > 0 and < EqualEarth.Height).ToList();
        var taken = dots.Select(dot => (Left: dot.At.X - DotRadius, Top: dot.At.Y - DotRadius, Right: dot.At.X + DotRadius, Bottom: dot.At.Y + DotRadius)).ToList();
        var labels = new List<Label>();
        foreach (var (city, (x, y)) in dots.OrderByDescending(dot => dot.City.Population).ThenBy(dot => dot.City.Name, StringComparer.Ordinal))
        {
            var width = city.Name.Length * LetterWidth;
            foreach (var endsHere in new[] { false, true })
            {
                var left = endsHere ? x - 10 - width : x + 10;
                var box = (Left: left - Gap, Top: y - LineHeight / 2, Right: left + width + Gap, Bottom: y + LineHeight / 2);
                if (labels.Count < namesMax && box.Left > 4 && box.Right < EqualEarth.Width - 4
                    && !taken.Exists(other => box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom))
                {
                    taken.Add(box);
                    labels.Add(new Label(city.Name, endsHere ? x - 10 : x + 10, y + 5, endsHere));
                    break;
                }
            }
        }

        return labels;
    }
}
