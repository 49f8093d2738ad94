using System.Text.RegularExpressions;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>The address of every page that Identity declares, and one that it does not.</summary>
public static class IdentityPages
{
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(LocalCopy.Root, "src", "StrongCities.Identity", "Pages"), "*.cshtml").Select(File.ReadLines)
            .Select(lines => Regex.Match(lines.First(), "^@page \"(.+)\"$")).Where(route => route.Success)
            .Select(route => Regex.Replace(route.Groups[1].Value.Replace("{language:regex(^(en|fr)$)}", "en", StringComparison.Ordinal), @"\{[^}]+\}", "404")),
        "/fr/no-such-page",
    ];
}
