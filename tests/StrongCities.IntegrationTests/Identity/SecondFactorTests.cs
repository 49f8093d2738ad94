using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using StrongCities.Identity.SignIn;

namespace StrongCities.IntegrationTests.Identity;

[Collection("servers")]
public sealed class SecondFactorTests(IdentityUnderTest identity) : IClassFixture<IdentityUnderTest>
{
    private readonly IPAddress _source = new([127, .. RandomNumberGenerator.GetBytes(2), 1]);

    private const string SecondFactor = "/en/sign-in/second-factor";
    private const string Wrong = "This code is wrong or was already used. Wait until your app shows the next one.";

    [Fact]
    public async Task A_mailed_code_alone_does_not_sign_in_who_has_an_app_and_each_code_of_the_app_works_once()
    {
        var person = await SetUpAsync();
        var browser = await ProveMailboxAsync(person);
        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new SiteSignIn(identity).AuthorizePath())).Status);
        Assert.StartsWith("/en/sign-in", (await browser.GetAsync(new SiteSignIn(identity).AuthorizePath())).Location!.ToString(), StringComparison.Ordinal);

        // The code that added the app is used up, and so is each that signed in.
        Assert.Equal(Wrong, (await TypeAsync(browser, person.FirstCode)).Wrong);
        Assert.False(await browser.IsSignedInAsync());
        var next = person.App.Code(1);
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(browser, $"{next[..3]} {next[3..]}")).Status);
        Assert.True(await browser.IsSignedInAsync());

        var other = await ProveMailboxAsync(person);
        Assert.Equal(Wrong, (await TypeAsync(other, next)).Wrong);
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task The_control_who_has_no_app_is_signed_in_by_the_mailed_code_without_mfa()
    {
        var (_, email) = await identity.AddAccountAsync();
        var browser = identity.OpenBrowser(_source);
        await browser.AskForCodeAsync(email);
        await browser.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
        Assert.True(await browser.IsSignedInAsync());
        Assert.Equal(["otp"], await MethodsAsync(browser));
    }

    [Fact]
    public async Task The_link_the_password_and_the_chosen_person_lead_to_the_app_too()
    {
        var person = await SetUpAsync();
        await identity.OpenBrowser(_source).AskForCodeAsync(person.Email);
        var link = (await identity.ReadMailAsync(person.Email)).Link;
        var phone = identity.OpenBrowser(_source);
        var pressed = await phone.SubmitAsync(link.PathAndQuery, [("token", System.Web.HttpUtility.ParseQueryString(link.Query)["token"]!)], "/en/sign-in/link");
        Assert.Equal(SecondFactor, pressed.Location!.ToString());
        Assert.False(await phone.IsSignedInAsync());

        // A password does not stand for the app either, nor does a newly set one for it.
        Assert.Equal("/en/account?saved=true", (await person.Browser.SubmitAsync("/en/account/password", [("password", "correct herring battery staple")])).Location!.ToString());
        var typed = identity.OpenBrowser(_source);
        Assert.Equal("/en/sign-in/code", (await typed.SubmitAsync("/en/sign-in/password", [("email", person.Email), ("password", "correct herring battery staple")])).Location!.ToString());
        Assert.Equal(SecondFactor, (await typed.TypeCodeAsync((await identity.ReadMailAsync(person.Email)).Code)).Location!.ToString());
        Assert.False(await typed.IsSignedInAsync());

        // Two share the mailbox: who has no app gets in as themselves, not as the other.
        var (without, _) = await identity.AddAccountAsync(person.Email, "Another Reader");
        var shared = identity.OpenBrowser(_source);
        await shared.AskForCodeAsync(person.Email);
        Assert.Equal("/en/sign-in/person", (await shared.TypeCodeAsync((await identity.ReadMailAsync(person.Email)).Code)).Location!.ToString());
        Assert.Equal(SecondFactor, (await shared.SubmitAsync("/en/sign-in/person", [("person", person.Id.ToString())])).Location!.ToString());
        Assert.False(await shared.IsSignedInAsync());
        await shared.SubmitAsync("/en/sign-in/person", [("person", without.ToString())]);
        Assert.Contains("Another Reader", (await shared.GetAsync("/en/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_new_ones_void_the_former()
    {
        var person = await SetUpAsync();
        Assert.Equal(10, person.RecoveryCodes.Distinct().Count());
        await using (var db = identity.OpenDatabase())
        {
            var kept = await db.RecoveryCodes.Where(code => code.AccountId == person.Id).ToListAsync();
            Assert.DoesNotContain(kept, code => person.RecoveryCodes.Any(shown => Encoding.UTF8.GetString(code.Hash).Contains(shown[..4], StringComparison.Ordinal)));
        }

        var browser = await ProveMailboxAsync(person);
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(browser, person.RecoveryCodes[0].ToLowerInvariant())).Status);
        Assert.Contains("mfa", await MethodsAsync(browser));
        var again = await ProveMailboxAsync(person);
        Assert.Equal(Wrong, (await TypeAsync(again, person.RecoveryCodes[0])).Wrong);

        Assert.Equal(Wrong, (await person.Browser.SubmitAsync("/en/account/second-factor", [("code", person.FirstCode), ("deed", "renew")])).Wrong);
        var renewed = CodesOf(await person.Browser.SubmitAsync("/en/account/second-factor", [("code", person.App.Code(1)), ("deed", "renew")]));
        Assert.Equal(10, renewed.Count);
        Assert.Equal(Wrong, (await TypeAsync(again, person.RecoveryCodes[1])).Wrong);
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(again, renewed[1])).Status);
    }

    [Fact]
    public async Task Five_wrong_codes_end_the_request_even_for_the_right_one()
    {
        var person = await SetUpAsync();
        var browser = await ProveMailboxAsync(person);
        for (var i = 0; i < SignInRequest.AttemptsMax; i++)
        {
            await TypeAsync(browser, "AAAA-AAAA-AAAA-AAAA");
        }

        Assert.Contains("No code of an app is awaited", (await TypeAsync(browser, person.RecoveryCodes[0])).Text, StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Wrong_codes_slow_this_source_down_and_after_fifty_of_a_day_a_recovery_code_still_works()
    {
        var person = await SetUpAsync();
        await FailAsync(person.Id, "203.0.113.9", 50);
        var browser = await ProveMailboxAsync(person);
        Assert.StartsWith("Too many wrong codes were tried", (await TypeAsync(browser, person.App.Code(1))).Wrong, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(browser, person.RecoveryCodes[0])).Status);

        var other = await SetUpAsync();
        await FailAsync(other.Id, _source.ToString(), 10);
        Assert.StartsWith("Too many wrong codes. Wait", (await TypeAsync(await ProveMailboxAsync(other), other.RecoveryCodes[0])).Wrong, StringComparison.Ordinal);
        // The control: failures of other sources slow nobody here down.
        var third = await SetUpAsync();
        await FailAsync(third.Id, "203.0.113.9", 10);
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(await ProveMailboxAsync(third), third.App.Code(1))).Status);
    }

    [Fact]
    public async Task The_app_is_removed_with_a_present_code_only_and_then_no_token_says_mfa()
    {
        var person = await SetUpAsync();
        var site = new SiteSignIn(identity);
        var tokens = (await site.RedeemAsync(await site.GetCodeAsync(person.Browser, person.Id))).Answer;
        Assert.Contains("mfa", MethodsOf(tokens));
        var renewed = (await site.RefreshAsync(tokens["refresh_token"].GetString()!)).Answer;
        Assert.Contains("mfa", MethodsOf(renewed));

        // Nor by the sign-in alone, however fresh.
        Assert.Equal(Wrong, (await person.Browser.SubmitAsync("/en/account/second-factor", [("code", person.FirstCode), ("deed", "remove")])).Wrong);
        var removed = await person.Browser.SubmitAsync("/en/account/second-factor", [("code", person.App.Code(1)), ("deed", "remove")]);
        Assert.Equal("/en/account?removed=true", removed.Location!.ToString());
        Assert.DoesNotContain("mfa", MethodsOf((await site.RefreshAsync(renewed["refresh_token"].GetString()!)).Answer));
        Assert.DoesNotContain("mfa", await MethodsAsync(person.Browser));
        await ToldAsync(person.Id, added: false);
        await using var db = identity.OpenDatabase();
        Assert.False(await db.Authenticators.AnyAsync(row => row.AccountId == person.Id));
        Assert.False(await db.RecoveryCodes.AnyAsync(row => row.AccountId == person.Id));
    }

    [Fact]
    public async Task The_secret_is_sealed_and_an_offer_is_worth_nothing_to_another_person()
    {
        var person = await SetUpAsync();
        await using (var db = identity.OpenDatabase())
        {
            var kept = (await db.Authenticators.SingleAsync(row => row.AccountId == person.Id)).Secret;
            Assert.True(kept.Length > 40);
            Assert.DoesNotContain(Convert.ToHexString(person.App.Secret()), Convert.ToHexString(kept), StringComparison.Ordinal);
        }

        var victim = await SignInAsync();
        var page = await victim.Browser.GetAsync("/en/account/second-factor");
        var attacker = await SignInAsync();
        var answer = await attacker.Browser.SubmitAsync("/en/account/second-factor", [("offer", page.Field("offer")), ("code", new TestApp(KeyOf(page)).Code()), ("deed", "add")]);
        Assert.Equal(Wrong, answer.Wrong);
        Assert.NotEqual(KeyOf(page), KeyOf(answer));
    }

    [Fact]
    public async Task The_site_asks_for_a_second_factor_and_gets_its_setting_up_or_a_new_sign_in_and_then_mfa()
    {
        var person = await SignInAsync();
        var site = new SiteSignIn(identity);
        var asked = await person.Browser.GetAsync(site.AuthorizePath(("acr_values", "mfa")));
        Assert.StartsWith("/en/account/second-factor?return=", asked.Location!.ToString(), StringComparison.Ordinal);
        var page = await person.Browser.GetAsync(asked.Location.ToString());
        var app = new TestApp(KeyOf(page));
        var added = await person.Browser.SubmitAsync(
            asked.Location.ToString(), [("offer", page.Field("offer")), ("return", page.Field("return")), ("code", app.Code()), ("deed", "add")], "/en/account/second-factor");
        var back = WebUtility.HtmlDecode(Regex.Match(added.Text, "<a class=\"button\" href=\"([^\"]+)\"").Groups[1].Value);
        var arrived = await person.Browser.GetAsync(back);
        Assert.StartsWith(SiteSignIn.RedirectAddress, arrived.Location!.ToString(), StringComparison.Ordinal);

        // Another browser, signed in before the app was added, has ended; one without the factor must sign in anew.
        await identity.ExecuteAsync($"update sessions set second_factor = false where account_id = '{person.Id}'");
        Assert.StartsWith("/en/sign-in?return=", (await person.Browser.GetAsync(site.AuthorizePath(("acr_values", "mfa")))).Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_are_listed_by_browser_and_all_others_end_at_once()
    {
        var (id, email) = await identity.AddAccountAsync();
        var browsers = new List<Browser>();
        foreach (var agent in new[] { "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36" })
        {
            var browser = identity.OpenBrowser(_source);
            browser.UserAgent = agent;
            await browser.AskForCodeAsync(email);
            await browser.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
            browsers.Add(browser);
        }

        var list = (await browsers[0].GetAsync("/en/account")).Text;
        Assert.Contains("Firefox, Windows", list, StringComparison.Ordinal);
        Assert.Contains("Chrome, Android", list, StringComparison.Ordinal);
        var site = new SiteSignIn(identity);
        var tokens = (await site.RedeemAsync(await site.GetCodeAsync(browsers[1], Guid.Empty))).Answer;
        Assert.Equal(HttpStatusCode.OK, (await site.RefreshAsync(tokens["refresh_token"].GetString()!)).Status);
        var renewed = (await site.RefreshAsync(tokens["refresh_token"].GetString()!)).Answer;

        Assert.Contains("All other sessions have ended.", (await browsers[0].SubmitAsync("/en/account", [], "/en/account?handler=others")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.RefreshAsync(renewed["refresh_token"].GetString()!)).Status);
        await using var db = identity.OpenDatabase();
        Assert.Equal(0, await db.Database.SqlQuery<int>(
            $"""
             select count(*)::int as "Value" from "OpenIddictTokens" token join sessions session on session.authorization_id = token.authorization_id
             where session.account_id = {id} and session.ended_at is not null and token.status = 'valid'
             """).SingleAsync());
        Assert.False(await browsers[1].IsSignedInAsync());
        Assert.True(await browsers[0].IsSignedInAsync());
    }

    [Fact]
    public async Task A_command_removes_the_app_of_who_lost_everything_and_has_them_told()
    {
        var person = await SetUpAsync();
        Assert.Equal(64, (await ServiceProcess.RunAsync("Identity", identity.Environment, "remove-second-factor")).Status);
        Assert.Equal(66, (await ServiceProcess.RunAsync("Identity", identity.Environment, "remove-second-factor", "nobody@city.example")).Status);
        var (status, output) = await ServiceProcess.RunAsync("Identity", identity.Environment, "remove-second-factor", person.Email);
        Assert.True(status == 0, output);
        Assert.DoesNotContain(person.Email, output, StringComparison.Ordinal);
        Assert.Contains(person.Id.ToString(), output, StringComparison.Ordinal);
        Assert.False(await person.Browser.IsSignedInAsync());
        var browser = identity.OpenBrowser(_source);
        await browser.AskForCodeAsync(person.Email);
        await browser.TypeCodeAsync((await identity.ReadMailAsync(person.Email)).Code);
        Assert.True(await browser.IsSignedInAsync());
        await ToldAsync(person.Id, added: false);
    }

    [Fact]
    public async Task Each_wrong_code_is_counted_before_it_is_checked_and_a_right_one_forgives()
    {
        var person = await SetUpAsync();
        var browser = await ProveMailboxAsync(person);
        await TypeAsync(browser, "AAAA-AAAA-AAAA-AAAA");
        await TypeAsync(browser, "000000");
        Assert.Equal(2, await FailuresAsync(person.Id));
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(browser, person.RecoveryCodes[0])).Status);
        Assert.Equal(0, await FailuresAsync(person.Id));

        // At once is no more than one after the other: five of a request are looked at, and each is counted.
        var parallel = await ProveMailboxAsync(person);
        var page = await parallel.GetAsync(SecondFactor);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => parallel.SendAsync(new HttpRequestMessage(HttpMethod.Post, SecondFactor)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("form-token", page.Field("form-token")), KeyValuePair.Create("code", "AAAA-AAAA-AAAA-AAAA")]),
        })));
        Assert.InRange(await FailuresAsync(person.Id), 1, SignInRequest.AttemptsMax);
        await using var db = identity.OpenDatabase();
        Assert.Equal(SignInRequest.AttemptsMax, await db.SignInRequests.Where(row => row.ChosenId == person.Id).MaxAsync(row => row.FactorAttempts));
    }

    [Fact]
    public async Task One_source_sends_sixty_codes_in_five_minutes_and_no_more()
    {
        var person = await SetUpAsync();
        var browser = await ProveMailboxAsync(person);
        var answers = new List<Answer>();
        for (var i = 0; i < 61; i++)
        {
            answers.Add(await browser.SubmitAsync("/en/sign-in", [("email", $"nobody-{i}@city.example")]));
        }

        Assert.StartsWith("Too many", answers[^1].Wrong, StringComparison.Ordinal);
        Assert.StartsWith("Too many", (await TypeAsync(await ProvenElsewhereAsync(person, browser), person.RecoveryCodes[0])).Wrong, StringComparison.Ordinal);
        // The control: nothing of this reaches another source.
        var other = identity.OpenBrowser(new IPAddress([127, .. RandomNumberGenerator.GetBytes(2), 2]));
        await other.AskForCodeAsync(person.Email);
        await other.TypeCodeAsync((await identity.ReadMailAsync(person.Email)).Code);
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(other, person.RecoveryCodes[0])).Status);
    }

    [Fact]
    public async Task Adding_the_app_ends_every_other_session_and_has_the_person_told()
    {
        var (id, email, browser) = await SignInAsync();
        var other = identity.OpenBrowser(_source);
        await other.AskForCodeAsync(email);
        await other.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
        var site = new SiteSignIn(identity);
        var tokens = (await site.RedeemAsync(await site.GetCodeAsync(other, Guid.Empty))).Answer;
        Assert.True(await other.IsSignedInAsync());

        var page = await browser.GetAsync("/en/account/second-factor");
        await browser.SubmitAsync("/en/account/second-factor", [("offer", page.Field("offer")), ("code", new TestApp(KeyOf(page)).Code()), ("deed", "add")]);
        Assert.False(await other.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await site.RefreshAsync(tokens["refresh_token"].GetString()!)).Status);
        Assert.Contains("mfa", await MethodsAsync(browser));
        await ToldAsync(id, added: true);
    }

    [Fact]
    public async Task Nobody_ends_another_persons_session()
    {
        var victim = await SignInAsync();
        var (_, _, attacker) = await SignInAsync();
        await using var db = identity.OpenDatabase();
        var session = await db.Sessions.Where(row => row.AccountId == victim.Id).Select(row => row.Id).SingleAsync();
        await attacker.SubmitAsync("/en/sign-in", [("session", session.ToString())], "/en/account");
        Assert.True(await victim.Browser.IsSignedInAsync());

        // The control: the same press in another browser of the person ends it.
        var other = identity.OpenBrowser(_source);
        await other.AskForCodeAsync(victim.Email);
        await other.TypeCodeAsync((await identity.ReadMailAsync(victim.Email)).Code);
        await other.SubmitAsync("/en/sign-in", [("session", session.ToString())], "/en/account");
        Assert.False(await victim.Browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Eleven_minutes_after_signing_in_the_app_is_neither_added_nor_removed_without_signing_in_anew()
    {
        var person = await SetUpAsync();
        var (_, _, without) = await SignInAsync();
        var offered = await without.GetAsync("/en/account/second-factor");
        using var clock = await TestClock.StartAsync("+11m");
        var (process, later) = await identity.StartReplicaAsync(clock);
        await using var stopped = process;
        foreach (var (former, deed, code) in new[] { (person.Browser, "remove", person.RecoveryCodes[0]), (without, "add", new TestApp(KeyOf(offered)).Code()) })
        {
            var browser = new Browser(later, _source);
            foreach (var (name, value) in former.Cookies)
            {
                browser.Cookies[name] = value;
            }

            Assert.True(await browser.IsSignedInAsync());
            Assert.StartsWith("/en/sign-in?return=", (await browser.GetAsync("/en/account/second-factor")).Location?.ToString(), StringComparison.Ordinal);
            var pressed = await browser.SubmitAsync("/en/sign-in", [("offer", offered.Field("offer")), ("deed", deed), ("code", code)], "/en/account/second-factor");
            Assert.StartsWith("/en/sign-in?return=", pressed.Location?.ToString(), StringComparison.Ordinal);
        }

        // The control: on the hour of the sign-in the same press counts.
        Assert.Equal("/en/account?removed=true", (await person.Browser.SubmitAsync("/en/account/second-factor", [("code", person.RecoveryCodes[0]), ("deed", "remove")])).Location?.ToString());
    }

    [Fact]
    public async Task An_operators_invitation_does_not_stand_for_the_app()
    {
        var person = await SetUpAsync();
        var (_, printed) = await ServiceProcess.RunAsync("Identity", identity.Environment, "invite-operator", person.Email);
        var token = Regex.Match(printed, @"/en/invitation\?token=([A-Za-z0-9_-]{43})").Groups[1].Value;
        var browser = identity.OpenBrowser(_source);
        await browser.SubmitAsync($"/en/invitation?token={token}", [("token", token), ("name", "Olga First")], "/en/invitation");
        await using var db = identity.OpenDatabase();
        Assert.True(await db.OperatorInvitations.AnyAsync(row => row.PersonId == person.Id));
        Assert.False(await browser.IsSignedInAsync());
    }

    private async Task<Browser> ProvenElsewhereAsync(Protected person, Browser limited)
    {
        // The mailbox is proven from another address, the code of the app is typed from the limited one.
        var elsewhere = identity.OpenBrowser(new IPAddress([127, .. RandomNumberGenerator.GetBytes(2), 3]));
        await elsewhere.AskForCodeAsync(person.Email);
        await elsewhere.TypeCodeAsync((await identity.ReadMailAsync(person.Email)).Code);
        foreach (var (name, value) in elsewhere.Cookies)
        {
            limited.Cookies[name] = value;
        }

        return limited;
    }

    private async Task<int> FailuresAsync(Guid account)
    {
        await using var db = identity.OpenDatabase();
        var subject = SHA256.HashData(Encoding.UTF8.GetBytes($"second factor of {account}"));
        return await db.PasswordFailures.CountAsync(row => row.AddressHash == subject);
    }

    /// <summary>The newest fact of this person says so; nobody takes facts from this Identity, so it waits in the outbox.</summary>
    private async Task ToldAsync(Guid account, bool added)
    {
        await using var db = identity.OpenDatabase();
        var key = account.ToString();
        var body = await db.Database.SqlQuery<string>(
            $"select body::text as \"Value\" from outbox where key = {key} and type like '%SecondFactorChanged%' order by seq desc limit 1").SingleOrDefaultAsync();
        Assert.Contains(added ? "\"added\": true" : "\"added\": false", body ?? "", StringComparison.OrdinalIgnoreCase);
    }

    private async Task FailAsync(Guid account, string source, int times)
    {
        var subject = SHA256.HashData(Encoding.UTF8.GetBytes($"second factor of {account}"));
        var from = SHA256.HashData([.. subject, .. Encoding.UTF8.GetBytes(source)]);
        await identity.ExecuteAsync(
            $"insert into password_failures (address_hash, source_hash, failed_at) select '\\x{Convert.ToHexString(subject)}', '\\x{Convert.ToHexString(from)}', now() from generate_series(1, {times})");
    }

    private sealed record Protected(Guid Id, string Email, Browser Browser, TestApp App, string FirstCode, IReadOnlyList<string> RecoveryCodes);

    private async Task<(Guid Id, string Email, Browser Browser)> SignInAsync()
    {
        var (id, email) = await identity.AddAccountAsync();
        var browser = identity.OpenBrowser(_source);
        await browser.AskForCodeAsync(email);
        await browser.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
        Assert.True(await browser.IsSignedInAsync());
        return (id, email, browser);
    }

    private async Task<Protected> SetUpAsync()
    {
        var (id, email, browser) = await SignInAsync();
        var page = await browser.GetAsync("/en/account/second-factor");
        Assert.Contains("<svg", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Text, StringComparison.Ordinal);
        var app = new TestApp(KeyOf(page));
        var code = app.Code();
        var added = await browser.SubmitAsync("/en/account/second-factor", [("offer", page.Field("offer")), ("code", code), ("deed", "add")]);
        Assert.Contains("The app is added.", added.Text, StringComparison.Ordinal);
        return new Protected(id, email, browser, app, code, CodesOf(added));
    }

    private async Task<Browser> ProveMailboxAsync(Protected person)
    {
        var browser = identity.OpenBrowser(_source);
        await browser.AskForCodeAsync(person.Email);
        Assert.Equal(SecondFactor, (await browser.TypeCodeAsync((await identity.ReadMailAsync(person.Email)).Code)).Location!.ToString());
        return browser;
    }

    private static Task<Answer> TypeAsync(Browser browser, string code) => browser.SubmitAsync(SecondFactor, [("code", code)]);

    private async Task<IReadOnlyList<string>> MethodsAsync(Browser browser)
    {
        var site = new SiteSignIn(identity);
        var (status, tokens) = await site.RedeemAsync(await site.GetCodeAsync(browser, Guid.Empty));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(MethodsOf(tokens), new JsonWebToken(tokens["id_token"].GetString()).Claims.Where(claim => claim.Type == "amr").Select(claim => claim.Value));
        return MethodsOf(tokens);
    }

    private static List<string> MethodsOf(Dictionary<string, JsonElement> tokens) =>
        [.. new JsonWebToken(tokens["access_token"].GetString()).Claims.Where(claim => claim.Type == "amr").Select(claim => claim.Value)];

    private static string KeyOf(Answer page) => Regex.Match(page.Text, "<code id=\"key\">([A-Z2-7 ]+)<").Groups[1].Value;

    private static List<string> CodesOf(Answer page) => [.. Regex.Matches(page.Text, "<li><code>([A-Z2-7-]+)<").Select(match => match.Groups[1].Value)];
}
