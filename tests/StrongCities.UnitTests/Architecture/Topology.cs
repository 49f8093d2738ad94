using System.Text.RegularExpressions;

namespace StrongCities.UnitTests.Architecture;

/// <summary>The services that StrongCities.AppHost/AppHost.cs names, without Setup.</summary>
internal static partial class Topology
{
    public static IReadOnlyList<string> Services { get; } =
        [.. Service().Matches(Repository.Read("StrongCities.AppHost/AppHost.cs")).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("""Service<Projects\.\w+>\("([a-z]+)"\)""")]
    private static partial Regex Service();
}
