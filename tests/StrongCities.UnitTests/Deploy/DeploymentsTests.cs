using System.Text.RegularExpressions;
using StrongCities.UnitTests.Architecture;
using StrongCities.UnitTests.Observability;

namespace StrongCities.UnitTests.Deploy;

/// <summary>What was written by hand for Compose and for Debian names the services and settings that the topology gives.</summary>
public partial class DeploymentsTests
{
    // Of a server, not of the topology: certificates, secrets as files, the reverse proxy, the mail server.
    private static readonly string[] OfServers =
    [
        "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "Secrets__Directory", "Tls__AuthorityPath", "Kestrel__Certificates__Default__Path",
        "Kestrel__Certificates__Default__KeyPath", "OTEL_EXPORTER_OTLP_CERTIFICATE", "Kestrel__Endpoints__probes__Url", "ASPNETCORE_FORWARDEDHEADERS_ENABLED",
        "Smtp__Host", "Smtp__Port", "Smtp__User", "Smtp__Security", "Smtp__Password", "Mail__Sender",
        "Imap__Host", "Imap__User", "Imap__Password", "Help__Address",
    ];

    private static readonly string Compose = Repository.Read("deploy/compose/compose.yml");

    [Fact]
    public void Compose_gives_every_service_what_the_topology_gives_it() => Assert.Empty(Differences(ReadCompose(Compose)));

    [Fact]
    public void Debian_gives_every_service_what_the_topology_gives_it() => Assert.Empty(Differences(ReadDebian()));

    [Fact]
    public void A_service_or_a_setting_that_was_forgotten_or_is_misspelt_is_caught()
    {
        var given = ReadCompose(Compose.Replace("services__membership__grpc__0: https", "services__membreship__grpc__0: https", StringComparison.Ordinal));
        given.Remove("notifications");

        var differences = Differences(given);
        Assert.Contains("notifications is missing", differences);
        Assert.Contains("events: services__membership__grpc__0 is not given", differences);
        Assert.Contains("events: services__membreship__grpc__0 is unknown to the topology", differences);
    }

    [Fact]
    public void In_Compose_only_the_proxy_is_published_everything_is_limited_and_watched_and_no_call_is_clear()
    {
        var services = Yaml.Read(Compose).At("services").Entries().ToDictionary();
        Assert.Equal(["proxy"], services.Where(service => service.Value.At("ports") is not null).Select(service => service.Key));
        Assert.All(services, service =>
        {
            Assert.NotNull(service.Value.At("deploy").At("resources").At("limits").At("memory"));
            Assert.True(service.Key == "setup" || service.Value.At("healthcheck").At("test") is not null, $"{service.Key} has no health check.");
        });
        Assert.All(Topology.Services, name =>
        {
            var service = services[name];
            Assert.Equal("true", service.At("read_only"));
            Assert.NotNull(service.At("user"));
            Assert.Equal("service_completed_successfully", service.At("depends_on").At("setup").At("condition"));
            Assert.All(service.At("environment").Entries().Where(setting => setting.Key.StartsWith("services__", StringComparison.Ordinal)),
                setting => Assert.StartsWith("https://", $"{setting.Value}", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_secret_that_Compose_mounts_is_declared_and_made()
    {
        var compose = Yaml.Read(Compose);
        var declared = compose.At("secrets").Entries().Select(secret => secret.Key).ToHashSet();
        var mounted = compose.At("services").Entries().SelectMany(service => service.Value.At("secrets").Items()).Select(secret => secret as string ?? $"{secret.At("source")}").ToHashSet();
        Assert.Equal(declared.Order(), mounted.Order());
        Assert.Empty(declared.Except(MadeBy("deploy/compose/prepare.sh")));
    }

    [Fact]
    public void Every_credential_that_a_unit_loads_is_made_by_the_installation()
    {
        var loaded = Units().SelectMany(unit => Credential().Matches(unit.Text).Select(credential => credential.Groups[2].Value)).ToHashSet();
        Assert.NotEmpty(loaded);
        Assert.Empty(loaded.Except(MadeBy("deploy/debian/install.sh")));
    }

    [Fact]
    public void On_Debian_a_neighbor_is_called_where_it_listens_and_Prometheus_asks_where_it_answers()
    {
        var settings = Topology.Services.ToDictionary(service => service, service => Settings($"deploy/debian/environment/{service}.env"));
        foreach (var (service, given) in settings)
        {
            foreach (var (name, address) in given.Where(setting => setting.Key.StartsWith("services__", StringComparison.Ordinal)))
            {
                var (neighbor, endpoint) = name.Split("__") is [_, var n, var e, _] ? (n, e) : default;
                Assert.Equal($"{service}: {settings[neighbor!][$"Kestrel__Endpoints__{endpoint}__Url"]}", $"{service}: {address}");
            }
        }

        Assert.Distinct(settings.Values.SelectMany(given => given.Where(setting => setting.Key.StartsWith("Kestrel__", StringComparison.Ordinal))).Select(setting => setting.Value));
        Assert.All(Yaml.Read(Repository.Read("deploy/observability/targets/debian.yml")).Items(), target =>
        {
            var given = settings[$"{target.At("labels").At("service")}"];
            Assert.Equal(given.GetValueOrDefault("Kestrel__Endpoints__probes__Url") ?? given["Kestrel__Endpoints__http__Url"], $"http://{target.At("targets").Items().Single()}");
        });
    }

    private static List<string> Differences(Dictionary<string, HashSet<string>> written)
    {
        var differences = new List<string>();
        foreach (var (resource, names) in GivenByTopology.Names)
        {
            if (!written.TryGetValue(resource, out var given))
            {
                differences.Add($"{resource} is missing");
                continue;
            }

            differences.AddRange(names.Except(given).Select(name => $"{resource}: {name} is not given"));
            differences.AddRange(given.Except(names).Except(OfServers).Select(name => $"{resource}: {name} is unknown to the topology"));
        }

        return differences;
    }

    private static Dictionary<string, HashSet<string>> ReadCompose(string compose) => Yaml.Read(compose).At("services").Entries().ToDictionary(
        service => service.Key,
        service => service.Value.At("environment").Entries().Select(setting => setting.Key)
            .Concat(service.Value.At("secrets").Items().Select(secret => secret.At("target") as string).OfType<string>()).ToHashSet());

    private static Dictionary<string, HashSet<string>> ReadDebian() => Units().ToDictionary(
        unit => unit.Name,
        unit => EnvironmentFile().Matches(unit.Text).SelectMany(file => Settings($"deploy/debian/environment/{file.Groups[1].Value}").Keys)
            .Concat(Credential().Matches(unit.Text).Select(credential => credential.Groups[1].Value)).ToHashSet());

    private static IEnumerable<(string Name, string Text)> Units() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "deploy/debian/systemd"), "strongcities-*.service")
            .Select(file => (Path.GetFileNameWithoutExtension(file)["strongcities-".Length..], File.ReadAllText(file)));

    private static Dictionary<string, string> Settings(string path) => Repository.Read(path).Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').ToDictionary(line => line[..line.IndexOf('=', StringComparison.Ordinal)], line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    /// <summary>The names of the files that a script makes, those of its loop over the services written out.</summary>
    private static HashSet<string> MadeBy(string script)
    {
        var text = Repository.Read(script);
        var services = Regex.Match(text, @"^services=\(([^)]*)\)", RegexOptions.Multiline).Groups[1].Value.Split(' ');
        Assert.Equal(Topology.Services.Order(), services.Order());
        return [.. Made().Matches(text).Select(made => made.Groups[1].Value)
            .SelectMany(name => name.Contains("$service", StringComparison.Ordinal) ? services.Select(service => name.Replace("$service", service, StringComparison.Ordinal)) : [name]), "smtp-password", "imap-password"];
    }

    [GeneratedRegex(@"^LoadCredential=(\S+):/etc/strongcities/secrets/(\S+)$", RegexOptions.Multiline)]
    private static partial Regex Credential();

    [GeneratedRegex(@"^EnvironmentFile=/etc/strongcities/(\S+)$", RegexOptions.Multiline)]
    private static partial Regex EnvironmentFile();

    [GeneratedRegex(@"^\s*once ""?([$a-z-]+)""? ", RegexOptions.Multiline)]
    private static partial Regex Made();
}
