using System.Net;
using Ical.Net.CalendarComponents;
using Microsoft.Playwright;
using Calendar = Ical.Net.Calendar;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>A calendar programme that reads a person's private address: it holds no session.</summary>
internal static class Subscribing
{
    /// <summary>Makes the signed-in person's address anew, from the page of the own registrations.</summary>
    public static async Task<string> SubscribeAsync(this Platform platform, IPage page, string language)
    {
        await page.GotoAsync($"{platform.Site}/{language}/registrations");
        await page.Locator("main a[href$='/registrations/calendar']").ClickAsync();
        await page.Locator("main form button:not(.warn)").ClickAsync();
        return (await page.Locator("code.copy").TextContentAsync())!.Trim();
    }

    /// <summary>What the programme has in its calendar after asking.</summary>
    public static async Task<IReadOnlyList<CalendarEvent>> ReadAsync(string address)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("private, no-cache", string.Join(", ", answer.Headers.GetValues("Cache-Control").Single().Split(", ").OrderDescending()));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("noindex", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")));
        using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var unchanged = await client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        return [.. Calendar.Load(await answer.Content.ReadAsStringAsync())!.Events];
    }

    /// <summary>Everything that the programme is told when the address opens nothing: status, headers that could differ, words.</summary>
    public static async Task<string> RefusedAsync(string address)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Date" and not "traceparent").OrderBy(header => header.Key)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return string.Join('\n', headers.Append(await answer.Content.ReadAsStringAsync()));
    }
}
