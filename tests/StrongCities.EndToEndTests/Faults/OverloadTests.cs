using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using StrongCities.Faults.Harness;
using StrongCities.IntegrationTests;
using Xunit.Abstractions;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>Many times the readers that a process of Web takes at once.</summary>
[Collection("platform")]
public class OverloadTests(Platform platform, ITestOutputHelper output)
{
    private const int TakenMax = 16;
    private const int WaitingMax = 16;
    private const int Readers = 10 * (TakenMax + WaitingMax);
    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Ten_times_what_it_takes_is_told_at_once_to_come_back_what_was_taken_stands_and_good_traffic_is_answered_right_after()
    {
        var cookies = new CookieContainer();
        using var signedIn = await platform.Copy.BrowserAsync(Stage.Registrant, cookies);
        Assert.NotNull(signedIn);
        await using var stage = await Stage.SetAsync(platform.Copy, organizations: 1);
        var dialogues = await stage.PublishGatheringsAsync([.. Enumerable.Repeat(30, 8)]);

        var (limited, registrations) = await FloodAsync(cookies, dialogues, ("Load__RequestsMax", $"{TakenMax}"), ("Load__WaitingMax", $"{WaitingMax}"));
        Assert.Contains(limited, answer => answer.IsTurnedAway);
        Assert.Contains(limited, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(limited, answer => Assert.True(answer.IsWorded, $"{answer.Status} after {answer.Took}"));
        Assert.NotEmpty(registrations);
        Assert.Equal(registrations.Order(), (await platform.ListAsync("eventsdb",
            $"select id::text from admission_entries where offering_id in ('{string.Join("','", dialogues)}') order by 1")).Order());

        // Told apart by the same readers without the bound, who wait for one another; so a slow machine is as good as a fast one.
        var (unlimited, _) = await FloodAsync(cookies, [], ("Load__RequestsMax", "100000"));
        Assert.True(Median(limited) * 2 < Median(unlimited), $"Half of the readers had their answer after {Median(limited)} with the bound and {Median(unlimited)} without.");
    }

    /// <summary>Every answer that the readers had, and the registrations that one person was told of meanwhile, sending each form until it is taken.</summary>
    private async Task<(IReadOnlyCollection<Seen> Seen, List<string> Registrations)> FloodAsync(CookieContainer cookies, Guid[] dialogues, params (string, string)[] limits)
    {
        await using var web = await Replica.StartAsync(platform.Copy, "web", limits);
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, MaxConnectionsPerServer = 10_000, AllowAutoRedirect = false }) { BaseAddress = new Uri(web.Http), Timeout = TimeSpan.FromSeconds(60) };
        browser.DefaultRequestHeaders.Add("Origin", web.Http);
        // Warm: the first page of a process compiles it.
        await AskAsync(browser);
        var seen = new ConcurrentQueue<Seen>();
        using var over = new CancellationTokenSource(Flood);
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                var answer = await AskAsync(browser);
                seen.Enqueue(answer);
                await Task.Delay(answer.Status == HttpStatusCode.OK ? 50 : 1000);
            }
        })).ToList();
        var registrations = await RegisterAsync(browser, dialogues);
        await Task.WhenAll(readers);

        var after = await AskAsync(browser);
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.True(after.Took < TimeSpan.FromSeconds(3), $"Good traffic waits {after.Took} afterwards.");
        output.WriteLine($"{string.Join(", ", seen.GroupBy(answer => answer.Status).Select(same => $"{same.Count()} x {same.Key}, slowest {same.Max(answer => answer.Took).TotalSeconds:0.00} s"))}, median {Median(seen).TotalSeconds:0.00} s; {registrations.Count} registered; afterwards {after.Took.TotalSeconds:0.00} s");
        return (seen, registrations);
    }

    private static async Task<List<string>> RegisterAsync(HttpClient browser, Guid[] dialogues)
    {
        var told = new List<string>();
        foreach (var dialogue in dialogues)
        {
            var address = $"/en/dialogues/{dialogue}/register";
            var page = await UntilTakenAsync(() => browser.GetAsync(address));
            var form = SignIn.FieldsOf(await page.Content.ReadAsStringAsync(), "name=\"key\"").ToDictionary();
            var answer = await UntilTakenAsync(async () =>
            {
                using var content = new FormUrlEncodedContent(form);
                var sent = await browser.PostAsync(address, content);
                if (sent.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    // What was typed comes back with the page that says so.
                    Assert.Equal(form["key"], SignIn.FieldsOf(await sent.Content.ReadAsStringAsync(), "name=\"key\"").ToDictionary()["key"]);
                }

                return sent;
            });
            told.Add(answer.Headers.Location!.ToString().Split('/', '?').Single(part => Guid.TryParse(part, out _)));
        }

        return told;
    }

    private static async Task<HttpResponseMessage> UntilTakenAsync(Func<Task<HttpResponseMessage>> ask)
    {
        while (true)
        {
            var answer = await ask();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            await Task.Delay(100);
        }
    }

    private static async Task<Seen> AskAsync(HttpClient browser)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await browser.GetAsync("/fr/registrations");
        var took = watch.Elapsed;
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        var turnedAway = answer.StatusCode == HttpStatusCode.ServiceUnavailable && page.Contains("Trop de demandes à la fois", StringComparison.Ordinal);
        return new Seen(answer.StatusCode, took, turnedAway, answer.StatusCode switch
        {
            HttpStatusCode.OK => page.Contains("Vos inscriptions", StringComparison.Ordinal),
            // On a machine as busy as that, Events may be late too; that page has words of its own.
            HttpStatusCode.ServiceUnavailable => answer.Headers.RetryAfter is not null && (turnedAway || page.Contains("Indisponible pour le moment", StringComparison.Ordinal)),
            _ => false,
        });
    }

    private static TimeSpan Median(IReadOnlyCollection<Seen> seen) => seen.Select(answer => answer.Took).Order().ElementAt(seen.Count / 2);

    private sealed record Seen(HttpStatusCode Status, TimeSpan Took, bool IsTurnedAway, bool IsWorded);
}
