using System.Diagnostics;

namespace StrongCities.IntegrationTests.Observability;

/// <summary>Prometheus's own judge of the configuration and of the alert rules.</summary>
public sealed class PromtoolTests : IDisposable
{
    private const string Promtool = "/usr/bin/promtool";

    private readonly string _folder = Directory.CreateTempSubdirectory("strongcities-observability-").FullName;

    public PromtoolTests()
    {
        Assert.True(File.Exists(Promtool), "Missing: prometheus. Please run: sudo apt-get update && sudo apt-get install -y --no-install-recommends prometheus");
        var source = Path.Combine(LocalCopy.Root, "deploy", "observability");
        foreach (var file in Directory.GetFiles(source, "*.yml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Prometheus_understands_its_configuration()
    {
        var (status, output) = await RunAsync("check", "config", "prometheus.yml");
        Assert.True(status == 0, output);
    }

    [Fact]
    public async Task Every_alert_fires_on_its_case_and_stays_silent_on_the_one_beside()
    {
        var (status, output) = await RunAsync("test", "rules", "alerts.test.yml");
        Assert.True(status == 0, output);
    }

    [Theory]
    [InlineData("strongcities_dead_letters) > 0", "strongcities_dead_letters) > 1")]
    [InlineData("outcome=\"gave_up\"}[6h])) > 0", "outcome=\"given_up\"}[6h])) > 0")]
    [InlineData("[1h])) > 5", "[1h])) > 0")]
    public async Task A_rule_that_no_longer_tells_the_cases_apart_is_caught(string rule, string broken)
    {
        var rules = Path.Combine(_folder, "alerts.yml");
        var text = await File.ReadAllTextAsync(rules);
        Assert.Contains(rule, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(rules, text.Replace(rule, broken, StringComparison.Ordinal));

        Assert.NotEqual(0, (await RunAsync("test", "rules", "alerts.test.yml")).Status);
    }

    private async Task<(int Status, string Output)> RunAsync(params string[] arguments)
    {
        using var promtool = Process.Start(new ProcessStartInfo(Promtool, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = promtool.StandardOutput.ReadToEndAsync();
        var errors = promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, await output + await errors);
    }
}
