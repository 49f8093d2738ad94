using System.Diagnostics;
using StrongCities.Faults.Naive;
using Xunit.Abstractions;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>
/// The negative control of <see cref="RegistrationsUnderFaultsTests"/>: counted and then inserted, published after the commit without an outbox.
/// The same load, kills and books; if these found nothing here, that they find nothing in the platform would say nothing.
/// </summary>
[Collection("platform")]
public class NaiveVariantTests(Platform platform, ITestOutputHelper output)
{
    [Fact]
    public async Task The_naive_variant_fails_the_load_the_kills_and_the_books_that_the_platform_passes()
    {
        var watch = Stopwatch.StartNew();
        var findings = await NaiveVariant.FindAsync(platform.Copy, replicas: 2, kills: 2, killBroker: true);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {findings.Count} findings:");
        foreach (var kind in findings.GroupBy(finding => finding[..Math.Max(0, finding.IndexOf(':', StringComparison.Ordinal))]))
        {
            output.WriteLine($"{kind.Count(),5} x {kind.Key}");
        }

        Assert.All(
            new[] { "seats do not add up", "0 mail intents", "booked twice", "there, but acknowledged to nobody" },
            fault => Assert.Contains(findings, finding => finding.StartsWith(fault, StringComparison.Ordinal)));
    }
}
