using System.Text.RegularExpressions;
using StrongCities.Faults.Harness;
using StrongCities.IntegrationTests;

namespace StrongCities.EndToEndTests.Observability;

/// <summary>What the alert rules speak of is what the running processes say at /metrics.</summary>
[Collection("platform")]
public sealed partial class MetricsTests(Platform platform)
{
    private static readonly string[] Words = ["by", "without", "on", "ignoring", "unless", "and", "or", "bool", "le"];

    [Fact]
    public async Task Every_metric_that_an_alert_names_is_exported_and_a_name_that_nobody_exports_is_caught()
    {
        await (await platform.OpenAsync("/en")).Context.CloseAsync();
        var rules = await File.ReadAllTextAsync(Path.Combine(LocalCopy.Root, "deploy/observability/alerts.yml"));
        var named = MetricsIn(rules);
        Assert.Contains("strongcities_dead_letters", named);
        Assert.Contains("admission_requests_busy_total", named);

        // Gauges of the relay and of the queues are measured every few seconds.
        var missing = await Platform.EventuallyAsync(async () => named.Except(await ExportedAsync()).ToList(), left => left.Count == 0);
        Assert.Empty(missing);

        var renamed = rules.Replace("strongcities_dead_letters", "strongcities_undead_letters", StringComparison.Ordinal);
        Assert.Equal(["strongcities_undead_letters"], MetricsIn(renamed).Except(await ExportedAsync()));
    }

    [Fact]
    public async Task A_dead_letter_is_counted_by_the_service_whose_queue_it_is()
    {
        using var letters = new DeadLetters(platform.Copy);
        var queue = (await letters.QueuesAsync()).First(name => name.Contains("/notifications-", StringComparison.Ordinal));
        var name = queue.Split('/')[1][..^"_dead".Length];
        await letters.PutAsync(queue);
        try
        {
            Assert.Equal("1", await Platform.EventuallyAsync(() => CountOfAsync(name), count => count == "1"));
        }
        finally
        {
            await letters.FindAsync([queue], takeAway: true);
        }

        Assert.Equal("0", await Platform.EventuallyAsync(() => CountOfAsync(name), count => count == "0"));
    }

    private async Task<string?> CountOfAsync(string queue)
    {
        var metrics = await ReadAsync("notifications");
        return Regex.Match(metrics, $$"""^strongcities_dead_letters\{[^}]*queue="{{Regex.Escape(queue)}}"[^}]*\} (\d+)""", RegexOptions.Multiline) is { Success: true } found
            ? found.Groups[1].Value : null;
    }

    /// <summary>The metrics of PromQL expressions: what stands there outside braces and quotes and is neither function nor word of the language.</summary>
    private static HashSet<string> MetricsIn(string rules) =>
        [.. Expression().Matches(rules)
            .Select(expression => Aside().Replace(expression.Groups[1].Value, " "))
            .SelectMany(expression => Identifier().Matches(expression))
            .Select(identifier => identifier.Value)
            // Prometheus's own: whether it could fetch.
            .Where(name => !Words.Contains(name) && name != "up")];

    private async Task<HashSet<string>> ExportedAsync()
    {
        var exported = new HashSet<string>();
        foreach (var service in platform.Copy.Services)
        {
            foreach (Match type in TypeLine().Matches(await ReadAsync(service)))
            {
                var name = type.Groups[1].Value;
                exported.UnionWith(type.Groups[2].Value == "histogram" ? [$"{name}_bucket", $"{name}_count", $"{name}_sum"] : [name]);
            }
        }

        return exported;
    }

    private async Task<string> ReadAsync(string service)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync($"{platform.Copy.Resource(service).Endpoints["http"]}/metrics");
    }

    [GeneratedRegex(@"expr: (?:\|\s*\n)?(.+?)\n +(?:for|labels|#)", RegexOptions.Singleline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|""[^""]*""|\b(?:by|without|on|ignoring) \([^)]*\)")]
    private static partial Regex Aside();

    [GeneratedRegex(@"\b[a-z][a-z0-9_]*\b(?!\s*\()")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^# TYPE (\S+) (\S+)", RegexOptions.Multiline)]
    private static partial Regex TypeLine();
}
