using System.Diagnostics;
using StrongCities.IntegrationTests;

namespace StrongCities.Benchmarks;

/// <summary>
/// P10. The same client, sixteen connections, three seconds a side, sides taken in turn. A query keeps the calendar from the cache; the page that does nothing
/// is Web's own <c>/alive</c>, which is a few bytes where the calendar is tens of thousands.
/// </summary>
internal static class PagesSuite
{
    private const int Connections = 16;
    private static readonly TimeSpan SideTime = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Result>> RunAsync(int rounds)
    {
        await using var copy = await LocalCopy.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(copy.Address("pages").Replace("/en", "", StringComparison.Ordinal)) };
        string[] sides = ["/en/calendar", "/alive", "/en/calendar?uncached"];
        foreach (var side in sides)
        {
            await PerSecondAsync(client, side);
        }

        var seen = sides.ToDictionary(side => side, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var side in sides)
            {
                seen[side].Add(await PerSecondAsync(client, side));
            }
        }

        var bytes = (await client.GetByteArrayAsync(sides[0])).Length;
        return
        [
            new("P10", "ratio", ">=0.5", [.. seen[sides[0]]], [.. seen[sides[1]]], $"pages/s from the cache ({bytes} bytes) beside /alive"),
            new("P10", "ratio", ">=4", [.. seen[sides[0]]], [.. seen[sides[2]]], "pages/s from the cache beside the same page made anew each time"),
        ];
    }

    private static async Task<double> PerSecondAsync(HttpClient client, string path)
    {
        var watch = Stopwatch.StartNew();
        var answered = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; watch.Elapsed < SideTime; count++)
            {
                using var answer = await client.GetAsync(path);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null);
            }

            return count;
        })));
        return answered.Sum() / watch.Elapsed.TotalSeconds;
    }
}
