using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StrongCities.Local;

namespace StrongCities.UnitTests.Local;

/// <summary>
/// Compares what the stand-in gives each resource with aspire-manifest.json, which real Aspire 13.5.2 wrote from the first form
/// of the topology. Names and forms must be the same; ports and passwords are put back into their placeholders first.
/// </summary>
public sealed partial class EnvironmentTests : IDisposable
{
    private static readonly string[] InTheManifestOnly =
    [
        // For containers behind a proxy, and for https, which is Compose's and Kubernetes' matter.
        "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "ASPNETCORE_FORWARDEDHEADERS_ENABLED",
    ];

    private readonly string _directory = Directory.CreateTempSubdirectory("strongcities-environment-").FullName;

    [Theory]
    [InlineData("setup")]
    [InlineData("identity")]
    [InlineData("membership")]
    [InlineData("events")]
    [InlineData("training")]
    [InlineData("matchmaking")]
    [InlineData("notifications")]
    [InlineData("operations")]
    [InlineData("web")]
    public void A_resource_is_given_what_Aspire_gives_it(string resource)
    {
        var given = Given()[resource];
        var expected = Manifest(resource);

        Assert.NotEmpty(expected);
        Assert.Empty(Differences(expected, given));
    }

    [Theory]
    [InlineData("ConnectionStrings__eventsdb", null)]
    [InlineData("ConnectionStrings__cache", "localhost:{cache.tcp.port}")]
    [InlineData("services__membership__grpc__0", "{membership.http}")]
    public void A_setting_that_is_missing_or_has_another_form_is_noticed(string name, string? form)
    {
        var given = Given()["events"];
        given.Remove(name);
        if (form is not null)
        {
            given[name] = form;
        }

        var difference = Assert.Single(Differences(Manifest("events"), given));
        Assert.StartsWith(name, difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Telemetry_goes_to_Operations_with_a_key_and_Operations_sends_none()
    {
        var given = Given();

        Assert.Equal("{operations.grpc}", given["events"]["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal($"x-otlp-api-key={given["operations"]["Otlp__Key"]}", given["events"]["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", given["operations"].Keys);
    }

    [Fact]
    public void Each_service_signs_in_with_a_password_that_only_setup_knows_too()
    {
        var given = Given();
        var services = given.Keys.Where(name => name != "setup").ToList();

        foreach (var service in services)
        {
            var password = $"{{{service}password}}";
            Assert.Equal(password, given["setup"][$"Passwords__{service}"]);
            Assert.DoesNotContain(services.Where(other => other != service), other => given[other].Values.Any(value => value.Contains(password, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_process_listens_on_loopback_alone()
    {
        var listening = Given(placeholders: false).Values.SelectMany(settings => settings)
            .Where(setting => setting.Key.StartsWith("Kestrel__", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(listening);
        Assert.All(listening, setting => Assert.StartsWith("http://127.0.0.1:", setting.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_line_adds_to_one_resource_and_leaves_demonstration_data_out()
    {
        var given = Given(arguments: ["--no-demonstration", "--env", "notifications:Smtp__Host=localhost"]);

        Assert.Equal("localhost", given["notifications"]["Smtp__Host"]);
        Assert.DoesNotContain(given, resource => resource.Value.ContainsKey("Demonstration__Seed"));
        Assert.Single(given, resource => resource.Value.ContainsKey("Smtp__Host"));
        Assert.All(Given().Values, settings => Assert.Equal("true", settings["Demonstration__Seed"]));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static List<string> Differences(Dictionary<string, string> expected, Dictionary<string, string> given) =>
        [.. expected.Where(setting => given.GetValueOrDefault(setting.Key) != setting.Value)
            .Select(setting => $"{setting.Key}: expected {setting.Value}, given {given.GetValueOrDefault(setting.Key) ?? "nothing"}")];

    /// <summary>Runs the topology's own entry point, which is what `dotnet run --project deploy/local -- environment` does.</summary>
    private Dictionary<string, Dictionary<string, string>> Given(bool placeholders = true, params string[] arguments)
    {
        var output = Path.Combine(_directory, "environment.json");
        string[] whole = ["environment", "--directory", _directory, "--output", output, .. arguments];
        typeof(Instance).Assembly.EntryPoint!.Invoke(null, [whole]);
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(_directory, "instance.json")))!;
        var names = record["Ports"]!.AsObject().Select(port => (Value: $"{port.Value}", Name: $"{{{port.Key.Replace('/', '.')}.port}}"))
            .Concat(record["Secrets"]!.AsObject().Select(secret => (Value: $"{secret.Value}", Name: $"{{{secret.Key}}}")))
            .ToDictionary(entry => entry.Value, entry => entry.Name);
        return JsonNode.Parse(File.ReadAllText(output))!.AsObject().ToDictionary(
            resource => resource.Key,
            resource => resource.Value!.AsObject().ToDictionary(setting => setting.Key, setting => placeholders ? Named($"{setting.Value}") : $"{setting.Value}"));

        string Named(string value) => UrlOfPort().Replace(
            WordOrNumber().Replace(value, word => names.GetValueOrDefault(word.Value, word.Value)), "{$1}");
    }

    /// <summary>What the manifest gives the resource, in the same placeholders.</summary>
    private static Dictionary<string, string> Manifest(string resource)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/StrongCities.UnitTests/Local/aspire-manifest.json")))!["resources"]!;
        return manifest[resource]!["env"]!.AsObject()
            .Where(setting => !InTheManifestOnly.Contains(setting.Key)
                && !setting.Key.StartsWith("OTEL_EXPORTER_", StringComparison.Ordinal)
                && !setting.Key.Contains("https", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(setting => setting.Key, setting => Form($"{setting.Value}"));

        string Form(string value)
        {
            foreach (var server in new[] { "postgres", "messaging", "cache" })
            {
                value = value.Replace($"{{{server}.connectionString}}", $"{manifest[server]!["connectionString"]}", StringComparison.Ordinal);
            }

            value = value
                .Replace("{cond-cache-bindings-tcp-tlsenabled-3eddb73a.connectionString}", "", StringComparison.Ordinal)
                .Replace("-uri-encoded", "", StringComparison.Ordinal)
                .Replace("{issuer.value}", "{identity.http}", StringComparison.Ordinal)
                .Replace("{cache.bindings.tcp.scheme}", "redis", StringComparison.Ordinal)
                .Replace("http://*:", "http://127.0.0.1:", StringComparison.Ordinal);
            return UrlOfPort().Replace(
                ManifestHost().Replace(ManifestValue().Replace(ManifestPort().Replace(ManifestUrl().Replace(value, "{$1.$2}"), "{$1.$2.port}"), "{$1}"), "localhost"), "{$1}");
        }
    }

    [GeneratedRegex(@"\b[A-Za-z0-9]{5,}\b")]
    private static partial Regex WordOrNumber();

    [GeneratedRegex(@"http://(?:localhost|127\.0\.0\.1):\{([a-z.]+)\.port\}")]
    private static partial Regex UrlOfPort();

    [GeneratedRegex(@"\{([a-z]+)\.bindings\.([a-z]+)\.url\}")]
    private static partial Regex ManifestUrl();

    [GeneratedRegex(@"\{([a-z]+)\.bindings\.([a-z]+)\.(?:targetPort|port)\}")]
    private static partial Regex ManifestPort();

    [GeneratedRegex(@"\{[a-z]+\.bindings\.[a-z]+\.host\}")]
    private static partial Regex ManifestHost();

    [GeneratedRegex(@"\{([a-z-]+)\.value\}")]
    private static partial Regex ManifestValue();
}
