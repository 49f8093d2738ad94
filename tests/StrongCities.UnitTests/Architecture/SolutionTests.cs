using System.Text.RegularExpressions;

namespace StrongCities.UnitTests.Architecture;

public class SolutionTests
{
    [Fact]
    public void The_app_host_is_listed_and_never_built_with_the_solution()
    {
        var solution = Repository.Read("StrongCities.sln");
        Assert.Contains("StrongCities.AppHost.csproj", solution, StringComparison.Ordinal);
        Assert.Contains($"{AppHostId(solution)}.Debug|Any CPU.ActiveCfg", solution, StringComparison.Ordinal);
        Assert.False(BuildsAppHost(solution), "Where the Aspire packages are absent the solution would no longer build.");
    }

    [Fact]
    public void A_solution_that_builds_the_app_host_is_caught()
    {
        var solution = Repository.Read("StrongCities.sln");
        Assert.True(BuildsAppHost(solution + $"\n{AppHostId(solution)}.Debug|Any CPU.Build.0 = Debug|Any CPU\n"));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("StrongCities.sln").Replace('\\', '/');
        var projects = new[] { "src", "tests", "deploy", "StrongCities.AppHost" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));
        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    /// <summary>Read in what was built: under a misspelled property the Web SDK's own choice stood for weeks, and nothing said so.</summary>
    [Fact]
    public void No_service_takes_the_collector_that_wants_a_machine_of_its_own()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var services = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.runtimeconfig.json", SearchOption.AllDirectories)
            .Where(file => file.Contains($"/bin/{build.Parent!.Name}/{build.Name}/", StringComparison.Ordinal))
            .ToList();
        Assert.True(services.Count >= 8, $"Only {services.Count} services were found: the search itself is broken.");
        Assert.All(services, file => Assert.DoesNotContain("\"System.GC.Server\": true", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static bool BuildsAppHost(string solution) => solution.Split('\n').Any(line => line.Contains(AppHostId(solution), StringComparison.Ordinal) && line.Contains("Build.0", StringComparison.Ordinal));

    private static string AppHostId(string solution) =>
        Regex.Match(solution, @"StrongCities\.AppHost\.csproj"", ""(\{[0-9A-Fa-f-]{36}\})""").Groups[1].Value;
}
