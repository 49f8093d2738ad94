using System.Text.RegularExpressions;
using StrongCities.IntegrationTests;

namespace StrongCities.EndToEndTests.Pages;

/// <summary>An address that a page of the site declares, such as <c>/dialogues/{id}</c>.</summary>
internal sealed partial record Route(string Template, Regex Pattern)
{
    /// <summary>Every <c>@page</c> of the site, read from its source: a page that nobody links to is not forgotten.</summary>
    public static IReadOnlyList<Route> All() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(LocalCopy.Root, "src", "StrongCities.Web", "Pages"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => Declared().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(template => new Route(template, new Regex($"^{Parameter().Replace(Regex.Escape(template), "[^/]+")}$"))),
    ];

    /// <summary>The route that a path without its language belongs to; the most literal one where two would do.</summary>
    public static Route? Of(string path, IEnumerable<Route> routes) =>
        routes.Where(route => route.Pattern.IsMatch(path)).MinBy(route => route.Template.Count(letter => letter == '{'));

    [GeneratedRegex("^@page \"([^\"]+)\"")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\\\{[^}]+}")]
    private static partial Regex Parameter();
}
