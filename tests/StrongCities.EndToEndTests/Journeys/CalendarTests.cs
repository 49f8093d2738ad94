using System.Diagnostics;
using Microsoft.Playwright;
using Calendar = Ical.Net.Calendar;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>What everybody sees of the seats, and what staff see of them as it happens.</summary>
[Collection("platform")]
public class CalendarTests(Platform platform)
{
    [Fact]
    public async Task Staff_see_each_change_of_the_seats_without_reloading_and_the_public_sees_a_band()
    {
        var desk = await platform.SignInAsync("Tomás Rey", "/en/staff/dialogues", withScript: true);
        await desk.GetByRole(AriaRole.Link, new() { Name = "Summer dialogue: hate against local officials" }).ClickAsync();
        await Expect(desk.GetByText("These numbers follow each change.")).ToBeVisibleAsync();
        var taken = desk.Locator("[data-count=taken]");
        var before = int.Parse(await taken.InnerTextAsync(), null);

        var city = await platform.SignInAsync("Grace Whitfield", "/en/calendar");
        await city.GetByRole(AriaRole.Link, new() { Name = "Summer dialogue: hate against local officials" }).ClickAsync();
        await city.GetByRole(AriaRole.Link, new() { Name = "Register a delegation" }).ClickAsync();
        await city.GetByLabel("How many people would you like to send?").FillAsync("2");
        await city.GetByLabel("I have read what taking part involves").CheckAsync();
        await city.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        await Expect(city.GetByText("2 seats are yours.")).ToBeVisibleAsync();

        await Expect(taken).ToHaveTextAsync($"{before + 2}");
        var calendar = await platform.OpenAsync("/fr/calendar");
        await Expect(calendar.Locator(".dates .state").First).ToHaveTextAsync("10 places ou plus");
        Assert.DoesNotContain($"{before + 2} ", await calendar.Locator(".dates").First.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_of_dialogues_has_a_calendar_of_its_own()
    {
        var page = await platform.OpenAsync("/fr/calendar");
        var path = await page.Locator("main a[href*='/calendar/series/']").First.GetAttributeAsync("href");
        using var client = new HttpClient { BaseAddress = new Uri(platform.Site) };
        using var answer = await client.GetAsync(path);
        Assert.Equal("public, max-age=300", string.Join(", ", answer.Headers.GetValues("Cache-Control").Single().Split(", ").OrderDescending()));
        var series = Calendar.Load(await answer.Content.ReadAsStringAsync())!;
        var whole = Calendar.Load(await client.GetStringAsync("/fr/calendar.ics"))!;
        Assert.NotEmpty(series.Events);
        Assert.All(series.Events, entry => Assert.StartsWith("dialogue-", entry.Uid, StringComparison.Ordinal));
        Assert.Empty(series.Events.Select(entry => entry.Uid).Except(whole.Events.Select(entry => entry.Uid)));
        await page.GotoAsync(series.Events[0]!.Url!.ToString());
        Assert.Equal(path, await page.Locator("main a[href*='/calendar/series/']").GetAttributeAsync("href"));

        // Between two dialogues of a series a subscription goes on; no cache is filled with series that somebody made up.
        using var none = await client.GetAsync("/fr/calendar/series/made-up.ics");
        Assert.Empty(Calendar.Load(await none.Content.ReadAsStringAsync())!.Events);
        Assert.DoesNotContain("public", none.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_Redis_stopped_the_public_pages_are_as_good_and_nobody_waits_for_it()
    {
        using var client = new HttpClient { BaseAddress = new Uri(platform.Site) };
        var usual = await client.GetStringAsync("/en/calendar");
        await platform.Copy.AskAsync("stop", "cache");
        try
        {
            var slowest = TimeSpan.Zero;
            for (var i = 0; i < 20; i++)
            {
                var took = Stopwatch.StartNew();
                // Each zone has its own page: none of them is in a cache yet.
                using var request = new HttpRequestMessage(HttpMethod.Get, "/en/calendar");
                request.Headers.Add("Cookie", $"zone=Etc/GMT{(i < 12 ? '+' : '-')}{i % 12 + 1}");
                using var answer = await client.SendAsync(request);
                var page = await answer.Content.ReadAsStringAsync();
                slowest = took.Elapsed > slowest ? took.Elapsed : slowest;
                Assert.True(answer.IsSuccessStatusCode);
                Assert.Equal(usual.Split("<li>").Length, page.Split("<li>").Length);
            }

            Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        }
        finally
        {
            await platform.Copy.AskAsync("start", "cache");
        }
    }
}
