using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StrongCities.Local;

namespace StrongCities.UnitTests.Deploy;

/// <summary>The names of the settings that StrongCities.AppHost/AppHost.cs gives each of our programs, asked of the launcher that compiles it.</summary>
internal static partial class GivenByTopology
{
    // What Aspire adds beside the contract, or what belongs to a machine of development.
    private static readonly string[] NotOfTheContract = ["Demonstration__Seed", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Names { get; } = Read();

    private static Dictionary<string, IReadOnlySet<string>> Read()
    {
        var directory = Directory.CreateTempSubdirectory("strongcities-given-").FullName;
        try
        {
            var output = Path.Combine(directory, "environment.json");
            typeof(Instance).Assembly.EntryPoint!.Invoke(null, [new[] { "environment", "--directory", directory, "--output", output }]);
            return JsonNode.Parse(File.ReadAllText(output))!.AsObject().ToDictionary(
                resource => resource.Key,
                resource => (IReadOnlySet<string>)resource.Value!.AsObject().Select(setting => setting.Key)
                    .Where(name => !NotOfTheContract.Contains(name) && !Redundant().IsMatch(name))
                    // Setup sends no telemetry where nobody watches its one run.
                    .Where(name => resource.Key != "setup" || !name.StartsWith("OTEL_", StringComparison.Ordinal))
                    .ToHashSet());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // EVENTS_GRPC and CACHE_HOST repeat what the named settings say; nobody calls a neighbor's probes.
    [GeneratedRegex("^(?!OTEL_)[A-Z]+_[A-Z]+$|^services__(?!identity)[a-z]+__http__0$")]
    private static partial Regex Redundant();
}
