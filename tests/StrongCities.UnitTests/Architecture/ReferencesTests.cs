using System.Xml.Linq;

namespace StrongCities.UnitTests.Architecture;

/// <summary>Who may reference whom (docs/architecture.md), read from the project files.</summary>
public class ReferencesTests
{
    private static readonly string[] Services = ["Membership", "Events", "Training", "Matchmaking", "Identity", "Notifications", "Operations", "Web"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["ServiceDefaults"] = [],
        ["Outbox"] = [],
        ["Admission"] = ["Outbox"],
        ["Membership"] = ["Contracts", "ServiceDefaults", "Outbox"],
        ["Gatherings"] = ["Contracts", "ServiceDefaults", "Outbox", "Admission"],
        ["Events"] = ["Contracts", "ServiceDefaults", "Outbox", "Admission", "Gatherings"],
        ["Training"] = ["Contracts", "ServiceDefaults", "Outbox", "Admission", "Gatherings"],
        ["Matchmaking"] = ["Contracts", "ServiceDefaults", "Outbox"],
        ["Identity"] = ["Contracts", "ServiceDefaults", "Outbox"],
        ["Notifications"] = ["Contracts", "ServiceDefaults", "Outbox"],
        ["Operations"] = ["Contracts", "ServiceDefaults"],
        ["Web"] = ["Contracts", "ServiceDefaults", "Outbox"],
        ["Setup"] = ["Identity", "Membership", "Events", "Training", "Matchmaking", "Notifications", "Web"],
    };

    [Fact]
    public void Each_project_references_only_what_the_design_allows()
    {
        var graph = ReadGraph();
        Assert.Equal(Allowed.Keys.Order(), graph.Keys.Order());
        Assert.Empty(Violations(graph));
    }

    [Fact]
    public void A_service_that_references_another_is_caught()
    {
        var bad = ReadGraph();
        bad["Events"] = [.. bad["Events"], "Membership"];
        Assert.Equal(["Events -> Membership"], Violations(bad));
    }

    [Fact]
    public void The_launcher_uses_none_of_the_services_types()
    {
        var launcher = XDocument.Parse(Repository.Read("deploy/local/StrongCities.Local.csproj"));
        Assert.All(launcher.Descendants("ProjectReference"), reference => Assert.Equal("false", (string?)reference.Attribute("ReferenceOutputAssembly")));
        Assert.Equal(
            Services.Append("Setup").Order(),
            launcher.Descendants("Service").Attributes("Include").Select(include => Name(include.Value)).Order());
    }

    [Fact]
    public void The_app_host_references_every_service()
    {
        var host = XDocument.Parse(Repository.Read("StrongCities.AppHost/StrongCities.AppHost.csproj"));
        Assert.Equal(
            Services.Append("Setup").Order(),
            host.Descendants("ProjectReference").Attributes("Include").Select(include => Name(include.Value)).Order());
    }

    private static IEnumerable<string> Violations(Dictionary<string, string[]> graph) =>
        from project in graph
        from reference in project.Value
        where !Allowed.GetValueOrDefault(project.Key, []).Contains(reference)
        select $"{project.Key} -> {reference}";

    private static Dictionary<string, string[]> ReadGraph() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).ToDictionary(
            Name,
            file => XDocument.Load(file).Descendants("ProjectReference").Attributes("Include").Select(include => Name(include.Value)).ToArray());

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))["StrongCities.".Length..];
}
