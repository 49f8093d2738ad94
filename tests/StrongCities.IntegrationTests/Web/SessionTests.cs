using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;
using StrongCities.Contracts.Demonstration;
using StrongCities.IntegrationTests.Identity;
using StrongCities.Web.Layout;

namespace StrongCities.IntegrationTests.Web;

/// <summary>The site's sessions: renewed beyond their tokens, ended with the sign-in, replaced by a new one and by nothing that is only opened; their keys lie sealed.</summary>
[Collection("servers")]
public sealed class SessionTests(SiteUnderTest site) : IClassFixture<SiteUnderTest>
{
    private const int Misconfigured = 78;
    private static readonly Guid Maja = DemonstrationPeople.All.Single(person => person.Name == "Maja Holm").PersonId;
    private static readonly Guid Other = DemonstrationPeople.All.First(person => person.PersonId != Maja).PersonId;

    [Fact]
    public async Task A_session_outlives_its_tokens_and_an_ended_one_is_renewed_no_more()
    {
        var browser = await site.SignInAsync(Maja);
        var other = await site.SignInAsync(Other);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(browser));
        var first = site.Membership.Tokens.Last();

        // Six minutes later the token has ended, and Membership would refuse it; twelve requests at once renew it once.
        await site.MoveClockAsync(6);
        Assert.True(new JsonWebToken(first).ValidTo < DateTime.UtcNow.AddMinutes(6));
        site.Membership.Tokens.Clear();
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => OpenAsync(browser))), status => Assert.Equal(HttpStatusCode.OK, status));
        var second = Assert.Single(site.Membership.Tokens.Distinct());
        Assert.Equal(new JsonWebToken(first).Subject, new JsonWebToken(second).Subject);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(other));

        // Ended at Identity in another browser: the token in hand lives its minutes, and there is no next one.
        var elsewhere = new Browser(site.Identity);
        await elsewhere.SubmitAsync("/en/sign-in", [("person", Maja.ToString())], "/en/sign-in?handler=demonstration");
        Assert.Contains("All other sessions have ended.", (await elsewhere.SubmitAsync("/en/account", [], "/en/account?handler=others")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(browser));
        await site.MoveClockAsync(12);
        site.Membership.Tokens.Clear();
        var refused = await browser.GetAsync("/en/account");
        Assert.Equal((HttpStatusCode.Redirect, "/en/sign-in"), (refused.Status, new Uri(site.Address, refused.Location!).AbsolutePath));
        Assert.Empty(site.Membership.Tokens);
        // The control: who was not ended goes on.
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(other));
        await site.MoveClockAsync(0);
    }

    [Fact]
    public async Task A_new_sign_in_replaces_the_session_and_asking_for_one_does_not()
    {
        var browser = await site.SignInAsync(Maja);
        var copy = new Browser(site.Address);
        foreach (var (name, value) in browser.Cookies)
        {
            copy.Cookies[name] = value;
        }

        // A link in somebody else's page leads a reader here: nothing has changed until they have signed in anew.
        var before = await site.DumpAsync();
        var asked = await browser.GetAsync("/en/sign-in?factor=second&returnUrl=%2Fen%2Faccount");
        Assert.Contains("acr_values=mfa", asked.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await site.DumpAsync());
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(browser));

        var key = browser.Cookies["web-session"];
        var (page, at) = await SiteUnderTest.FollowAsync(browser, asked.Location);
        Assert.Equal((HttpStatusCode.OK, "/en/account"), (page.Status, at.AbsolutePath));
        Assert.NotEqual(key, browser.Cookies["web-session"]);
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(copy));
        Assert.Equal(before.Split('\n').Length, (await site.DumpAsync()).Split('\n').Length);
    }

    [Fact]
    public async Task No_address_of_the_site_changes_anything_by_being_opened()
    {
        var browser = await site.SignInAsync(Maja);
        var before = await site.DumpAsync();
        var routes = typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => Regex.Replace(route.Template, @"\{[^}]+\}", "7"))
            .Concat(["/sign-in", "/sign-in?factor=second", "/sign-out/now", "/signin-oidc", "/signout-callback-oidc", "/calendar.ics", "/feeds/7.ics"]).ToList();
        Assert.True(routes.Count > 60, $"Only {routes.Count} addresses were found: the search itself is broken.");
        foreach (var route in routes)
        {
            await browser.GetAsync("/en" + route);
        }

        Assert.Equal(before, await site.DumpAsync());
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(browser));

        // The control: the button signs out, and the row is gone.
        var page = await browser.GetAsync("/en/sign-out");
        var token = Regex.Match(page.Text, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/en/sign-out/now") { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]) });
        Assert.NotEqual(before, await site.DumpAsync());
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(browser));
    }

    [Fact]
    public async Task Its_keys_lie_sealed_and_outside_Development_it_does_not_start_without_a_master_key()
    {
        await OpenAsync(new Browser(site.Address));
        Assert.All(await KeysAsync(site.Database), xml =>
        {
            Assert.Contains("<sealed", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
        });

        // The control: without a master key the same place holds the key in clear.
        var address = new Uri($"http://localhost:{ServiceProcess.FreePort()}/");
        var settings = await site.SettingsAsync(address);
        settings.Remove("Web__MasterKey");
        await using (await ServiceProcess.ServeAsync("Web", address, settings, "alive"))
        {
            await new Browser(address).GetAsync("/en/sign-out");
            Assert.All(await KeysAsync(settings["ConnectionStrings__webdb"]), xml => Assert.Contains("<masterKey", xml, StringComparison.Ordinal));
        }

        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var value in new[] { "", "short" })
        {
            settings["Web__MasterKey"] = value;
            var (status, output) = await ServiceProcess.RunAsync("Web", settings);
            Assert.True(status == Misconfigured, $"{status}\n{output}");
            Assert.Contains("Web__MasterKey", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
    }

    private static async Task<HttpStatusCode> OpenAsync(Browser browser) => (await browser.GetAsync("/en/account")).Status;

    private static async Task<List<string>> KeysAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select xml from data_protection_keys", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await reader.ReadAsync())
        {
            keys.Add(reader.GetString(0));
        }

        Assert.NotEmpty(keys);
        return keys;
    }
}
