using System.Text.RegularExpressions;
using StrongCities.UnitTests.Architecture;

namespace StrongCities.UnitTests.Observability;

/// <summary>What whoever is woken needs: a severity, a page that says what to do, and a test that the rule fires. promtool itself runs in the integration tests.</summary>
public partial class AlertRulesTests
{
    private static readonly string[] Sections = ["What users see", "First look", "Likely causes", "Mend", "Whom to wake"];

    private static readonly string Rules = Repository.Read("deploy/observability/alerts.yml");
    private static readonly string RulesTests = Repository.Read("deploy/observability/alerts.test.yml");

    [Fact]
    public void Every_alert_has_a_severity_a_runbook_and_a_test_that_it_fires_and_stays_silent() => Assert.Empty(Problems(Rules, RulesTests));

    [Theory]
    [InlineData("runbook: docs/runbooks/dead-letters.md#first-look", "runbook: docs/runbooks/nobody-wrote-it.md#first-look", "DeadLetters: no runbook docs/runbooks/nobody-wrote-it.md")]
    [InlineData("runbook: docs/runbooks/dead-letters.md#first-look", "runbook: docs/runbooks/dead-letters.md#nowhere", "DeadLetters: docs/runbooks/dead-letters.md has no section #nowhere")]
    [InlineData("- alert: DeadLetters", "- alert: DeadLettersRenamed", "DeadLettersRenamed: no test in which it fires")]
    public void A_rule_without_a_runbook_or_a_test_is_caught(string there, string instead, string problem) =>
        Assert.Contains(problem, Problems(Rules.Replace(there, instead, StringComparison.Ordinal), RulesTests));

    [Fact]
    public void Every_runbook_belongs_to_an_alert_and_has_the_same_sections()
    {
        var named = Alerts(Rules).Select(alert => RunbookOf(alert)?.Split('#')[0]).ToHashSet();
        Assert.All(Directory.GetFiles(Path.Combine(Repository.Root, "docs/runbooks")), file =>
        {
            Assert.Contains($"docs/runbooks/{Path.GetFileName(file)}", named);
            Assert.Equal(Sections, Heading().Matches(File.ReadAllText(file)).Select(heading => heading.Groups[1].Value));
        });
    }

    [Theory]
    [InlineData("compose")]
    [InlineData("debian")]
    public void Every_service_of_the_topology_is_watched(string targets)
    {
        var watched = Yaml.Read(Repository.Read($"deploy/observability/targets/{targets}.yml")).Items().Select(target => $"{target.At("labels").At("service")}");
        Assert.Equal(Topology.Services.Order(), watched.Order());
    }

    private static List<string> Problems(string rules, string tests)
    {
        var cases = Yaml.Read(tests).At("tests").Items().SelectMany(test => test.At("alert_rule_test").Items())
            .Select(one => (Alert: $"{one.At("alertname")}", Fires: one.At("exp_alerts").Items().Any())).ToHashSet();
        var problems = new List<string>();
        foreach (var alert in Alerts(rules))
        {
            var name = $"{alert.At("alert")}";
            if ($"{alert.At("labels").At("severity")}" is not ("critical" or "warning"))
            {
                problems.Add($"{name}: no severity");
            }

            if (alert.At("annotations").At("summary") is null)
            {
                problems.Add($"{name}: no summary");
            }

            var (path, section) = RunbookOf(alert)?.Split('#') is [var before, var after] ? (before, after) : ("", "");
            if (!File.Exists(Path.Combine(Repository.Root, path)))
            {
                problems.Add($"{name}: no runbook {path}");
            }
            else if (!Heading().Matches(Repository.Read(path)).Any(heading => heading.Groups[1].Value.ToLowerInvariant().Replace(' ', '-') == section))
            {
                problems.Add($"{name}: {path} has no section #{section}");
            }

            if (!cases.Contains((name, true)))
            {
                problems.Add($"{name}: no test in which it fires");
            }

            if (!cases.Contains((name, false)))
            {
                problems.Add($"{name}: no test in which it is silent");
            }
        }

        return problems;
    }

    private static IEnumerable<object?> Alerts(string rules) =>
        Yaml.Read(rules).At("groups").Items().SelectMany(group => group.At("rules").Items()).Where(rule => rule.At("alert") is not null);

    private static string? RunbookOf(object? alert) => alert.At("annotations").At("runbook") as string;

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
