using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Web.Maintenance;

namespace StrongCities.UnitTests.Web.Maintenance;

/// <summary>What a reader sees before, during and after an announced maintenance; every service is away here.</summary>
public sealed partial class MaintenanceTests : IAsyncLifetime
{
    private WebApplication? _app;
    private HttpClient? _browser;

    public async Task InitializeAsync()
    {
        (_app, var address) = await SiteOnLoopback.StartAsync("Development");
        _browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
    }

    public async Task DisposeAsync()
    {
        _browser!.Dispose();
        await _app!.DisposeAsync();
    }

    [Fact]
    public async Task Before_it_every_page_says_when_in_the_readers_zone_and_language_and_forms_are_taken()
    {
        // A page that was kept before nobody knew is not shown on.
        Assert.DoesNotContain("class=\"maintenance\"", await _browser!.GetStringAsync("/en/tour"), StringComparison.Ordinal);
        Announce(TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        foreach (var (page, words) in new[] { ("/en/tour", "Pages can be read meanwhile; nothing can be sent."), ("/fr/privacy", "rien ne peut être envoyé"), ("/en/check-mail", "nothing can be sent"), ("/en/no-such-page", "nothing can be sent") })
        {
            using var answer = await _browser.GetAsync(page);
            Assert.Contains(words, Words(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync()).Status);
        var there = Notice().Match(await _browser.GetStringAsync("/en/time-zone")).Value;
        Assert.Matches("Oslo.*UTC", WebUtility.HtmlDecode(there));
    }

    [Fact]
    public async Task During_it_pages_are_read_and_a_form_is_not_taken_but_kept_with_the_time_to_come_back()
    {
        var token = await TokenAsync();
        Announce(TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(10));
        using var page = await _browser!.GetAsync("/en/tour");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("nothing can be sent until it is over", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var refused = await SendAsync(token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 590, 600);
        Assert.Contains("A maintenance is going on, so nothing was sent.", refused.Words, StringComparison.Ordinal);
        Assert.Matches("<option value=\"Europe/Oslo\"[^>]* selected", refused.Words);
        Assert.False(refused.SetsZone);

        using var away = await _browser.GetAsync("/fr/dialogues");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.InRange(away.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 590, 600);
        Assert.Contains("Indisponible pendant la maintenance", Words(await away.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_it_and_when_it_is_ended_early_all_is_as_ever()
    {
        Announce(TimeSpan.FromMinutes(-10), TimeSpan.FromMilliseconds(-1));
        Assert.DoesNotContain("class=\"maintenance\"", await _browser!.GetStringAsync("/en/tour"), StringComparison.Ordinal);
        Announce(TimeSpan.FromMinutes(-10), TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync()).Status);
        Current.Learn(null);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync()).Status);
        Assert.DoesNotContain("class=\"maintenance\"", await _browser.GetStringAsync("/en/tour"), StringComparison.Ordinal);
    }

    private CurrentMaintenance Current => _app!.Services.GetRequiredService<CurrentMaintenance>();

    private void Announce(TimeSpan from, TimeSpan until)
    {
        var now = TimeProvider.System.GetUtcNow();
        Current.Learn(new AnnouncedMaintenance { StartsAt = now + from, EndsAt = now + until });
    }

    private async Task<(HttpStatusCode Status, TimeSpan? RetryAfter, string Words, bool SetsZone)> SendAsync(string? token = null)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "form",
            ["__RequestVerificationToken"] = token ?? await TokenAsync(),
            ["zone"] = "Europe/Oslo",
        });
        using var answer = await _browser!.PostAsync("/en/time-zone", content);
        var sets = answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("zone=", StringComparison.Ordinal));
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta, Words(await answer.Content.ReadAsStringAsync()), sets);
    }

    private async Task<string> TokenAsync() => Token().Match(await _browser!.GetStringAsync("/en/time-zone")).Groups[1].Value;

    private static string Words(string page) => WebUtility.HtmlDecode(page);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<aside class=\"maintenance\".*?</aside>", RegexOptions.Singleline)]
    private static partial Regex Notice();
}
