using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Hosting;

namespace StrongCities.UnitTests.Web;

public sealed partial class SiteTests(SiteOnLoopback site) : IClassFixture<SiteOnLoopback>
{
    private static readonly string[] Pages =
        ["/en/", "/fr/", "/en/tour", "/fr/privacy", "/fr/accessibility", "/en/time-zone", "/fr/no-such-page", "/en/sign-out", "/fr/signed-out", "/en/sign-in-failed", "/en/check-mail"];

    [Fact]
    public async Task Every_page_forbids_inline_code_framing_and_strangers()
    {
        using var browser = Browser();
        foreach (var page in Pages)
        {
            using var answer = await browser.GetAsync(page);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'self' http://identity.test:81;", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.DoesNotMatch(Inline(), await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("<p style=\"color:red\">")]
    [InlineData("<script>1</script>")]
    [InlineData("<a onclick=\"x()\">")]
    public void Inline_code_is_found(string markup) => Assert.Matches(Inline(), markup);

    [Fact]
    public async Task Outside_Development_browsers_are_told_to_stay_with_https()
    {
        using var browser = Browser();
        using var here = await browser.GetAsync("/en/tour");
        Assert.False(here.Headers.Contains("Strict-Transport-Security"));

        var (app, address) = await SiteOnLoopback.StartAsync(Environments.Production, behindTls: true);
        await using (app)
        {
            using var there = await browser.GetAsync(new Uri(address, "/en/tour"));
            Assert.StartsWith("max-age=63072000", Assert.Single(there.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
            using var form = await browser.GetAsync(new Uri(address, "/en/time-zone"));
            Assert.Contains(form.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-forms=", StringComparison.Ordinal) && cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
            using var pseudo = await browser.GetAsync(new Uri(address, "/qps-ploc/tour"));
            Assert.NotEqual(HttpStatusCode.OK, pseudo.StatusCode);
        }
    }

    [Theory]
    [InlineData("/", null, null, "/en/")]
    [InlineData("/", "fr-CA,fr;q=0.9,en;q=0.5", null, "/fr/")]
    [InlineData("/", "de,fr;q=0.3", null, "/fr/")]
    [InlineData("/", "fr;q=0", null, "/en/")]
    [InlineData("/", "en", "language=fr", "/fr/")]
    [InlineData("/tour?step=2", "fr", null, "/fr/tour?step=2")]
    [InlineData("//evil.example", "fr", null, "/fr//evil.example")]
    public async Task An_address_without_a_language_leads_to_the_readers(string address, string? accepted, string? cookie, string expected)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Address.GetLeftPart(UriPartial.Authority) + address);
        if (accepted is not null)
        {
            request.Headers.Add("Accept-Language", accepted);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
        Assert.Equal(["Cookie", "Accept-Language"], answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/en/tour", "en", "Tour in six steps")]
    [InlineData("/fr/tour", "fr", "Visite guidée en six étapes")]
    [InlineData("/qps-ploc/tour", "qps-ploc", "[Ţøûŕ îñ šîẋ šţéþš")]
    public async Task A_page_speaks_the_language_of_its_address(string address, string language, string words)
    {
        using var browser = Browser();
        using var answer = await browser.GetAsync(address);
        Assert.Equal(language, Assert.Single(answer.Content.Headers.ContentLanguage));
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_page_is_worded_with_help_and_a_reference()
    {
        using var browser = Browser();
        using var answer = await browser.GetAsync("/fr/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Cette page n’existe pas", page, StringComparison.Ordinal);
        Assert.Matches(@"en indiquant la référence [0-9a-zA-Z:]+", page);
    }

    /// <summary>Every page there is, by its route, each parameter filled in.</summary>
    public static TheoryData<string> Routes => [.. typeof(StrongCities.Web.Layout.App).Assembly.GetTypes()
        .SelectMany(page => page.GetCustomAttributes<RouteAttribute>(inherit: false)).Select(route => Parameter().Replace(route.Template, "7")).Distinct().Order()];

    [Fact]
    public void No_page_chooses_a_layout_of_its_own()
    {
        Assert.True(Routes.Count > 50, "The enumeration finds too few pages: it is itself broken.");
        Assert.DoesNotContain(typeof(StrongCities.Web.Layout.App).Assembly.GetTypes(), page => page.GetCustomAttributes<LayoutAttribute>(inherit: false).Any());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_page_and_every_error_in_its_place_names_who_answers_and_a_reference(string route)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en" + route);
        request.Headers.Add(SiteOnLoopback.SignedInHeader, Guid.NewGuid().ToString());
        using var answer = await browser.SendAsync(request);
        // Signed out and elsewhere again: the page that follows is another of these.
        if (answer.StatusCode == HttpStatusCode.Redirect)
        {
            return;
        }

        AssertHelp(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public void A_page_without_help_is_found() =>
        Assert.ThrowsAny<Exception>(() => AssertHelp("<p>Something went wrong</p>"));

    private static void AssertHelp(string page)
    {
        Assert.Contains("help@example.org", page, StringComparison.Ordinal);
        Assert.Matches("(?i)reference[^<]{0,20}[0-9a-f]{16}|reference[^<]{0,20}[0-9A-Z]{10,}", page);
    }

    [Fact]
    public async Task The_first_page_shows_what_it_can_when_the_services_are_away()
    {
        using var browser = Browser();
        using var answer = await browser.GetAsync("/en/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("The list of dialogues is not available just now.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_caches_may_keep_contains_no_form_and_one_with_a_form_is_kept_by_none()
    {
        using var browser = Browser();
        using var tour = await browser.GetAsync("/en/tour");
        Assert.True(tour.Headers.CacheControl!.Public);
        Assert.DoesNotContain("<form", await tour.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(tour.Headers.Contains("Set-Cookie"));

        using var form = await browser.GetAsync("/en/time-zone");
        Assert.Equal("no-store", form.Headers.CacheControl!.ToString());
        Assert.Contains("<form", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_value_is_said_beside_its_field_and_in_the_summary()
    {
        using var browser = Browser();
        var page = await PostAsync(browser, "zone", "Europe/Atlantis", await TokenAsync(browser));
        Assert.Contains("<title>Error: Your time zone – Strong Cities</title>", page.Words, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/en/time-zone#f-zone\">Choose a city from the list</a>", page.Words, StringComparison.Ordinal);
        Assert.Contains("id=\"f-zone-error\"", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_value_is_kept_and_leads_to_a_new_page()
    {
        using var browser = Browser();
        var page = await PostAsync(browser, "zone", "Europe/Oslo", await TokenAsync(browser));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.EndsWith("/en/time-zone?saved", page.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_form_comes_back_with_its_input_and_does_nothing()
    {
        using var browser = Browser();
        await TokenAsync(browser);
        var page = await PostAsync(browser, "zone", "Europe/Oslo", "stale");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("please send it again", page.Words, StringComparison.Ordinal);
        Assert.Contains("<title>Error: Your time zone", page.Words, StringComparison.Ordinal);
        Assert.Matches("<option value=\"Europe/Oslo\" selected", page.Words);
        Assert.DoesNotContain(page.Cookies, cookie => cookie.StartsWith("zone=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, null)]
    public async Task A_form_sent_from_another_site_is_refused_and_not_shown(string? fetchSite, string? origin)
    {
        using var browser = Browser();
        var page = await PostAsync(browser, "zone", "Europe/Oslo", "forged", fetchSite, origin, fromHere: false);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.DoesNotContain("<form", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_visit_weighs_less_than_60_kilobytes()
    {
        using var browser = Browser();
        var bytes = 0L;
        foreach (var address in new[] { "/en/tour", "/assets/site.css", "/assets/source-sans-3.woff2", "/assets/icon.svg", "/assets/atlantic.svg" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await browser.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            bytes += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        Assert.InRange(bytes, 30_000, 60_000);
    }

    private async Task<(HttpStatusCode Status, string? Location, string Words, IReadOnlyList<string> Cookies)> PostAsync(
        HttpClient browser, string field, string value, string token, string? fetchSite = null, string? origin = null, bool fromHere = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/time-zone");
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "form", ["__RequestVerificationToken"] = token, [field] = value });
        if (fromHere)
        {
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        }

        if (fetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await browser.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(),
            answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
    }

    private static async Task<string> TokenAsync(HttpClient browser) =>
        Token().Match(await browser.GetStringAsync("/en/time-zone")).Groups[1].Value;

    private HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("""<script|<style|\sstyle=|\son[a-z]+=""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
