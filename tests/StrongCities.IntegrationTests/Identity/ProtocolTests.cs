using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using StrongCities.Contracts.Demonstration;
using StrongCities.Identity;
using StrongCities.Identity.Keys;

namespace StrongCities.IntegrationTests.Identity;

[Collection("servers")]
public sealed class ProtocolTests(IdentityUnderTest identity) : IClassFixture<IdentityUnderTest>
{
    private static readonly Guid Maja = DemonstrationPeople.All.Single(person => person.Name == "Maja Holm").PersonId;

    [Fact]
    public async Task A_code_with_PKCE_becomes_tokens_for_the_person_who_signed_in()
    {
        var site = new SiteSignIn(identity);
        var tokens = await site.SignInAsync(identity.OpenBrowser(), Maja);

        var access = new JsonWebToken(tokens["access_token"].GetString());
        Assert.Equal(identity.Address.ToString(), access.Issuer);
        Assert.Equal(["strongcities"], access.Audiences);
        Assert.Equal(Maja.ToString(), access.Subject);
        Assert.Equal("RS256", access.Alg);
        Assert.Equal(TimeSpan.FromMinutes(5), access.ValidTo - access.IssuedAt);
        Assert.DoesNotContain(access.Claims, claim => claim.Value.Contains('@') || claim.Value.Contains("Holm"));
        Assert.Equal("nonce-1", new JsonWebToken(tokens["id_token"].GetString()).GetClaim("nonce").Value);

        // The browser is known from here on: the site's next request is answered without a page.
        var browser = identity.OpenBrowser();
        await site.SignInAsync(browser, Maja);
        var again = await browser.GetAsync(site.AuthorizePath());
        Assert.StartsWith(SiteSignIn.RedirectAddress, again.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", null)]
    [InlineData("response_mode", "fragment")]
    public async Task A_request_without_PKCE_in_its_strong_form_or_with_another_way_back_is_refused(string name, string? value)
    {
        var site = new SiteSignIn(identity);
        var browser = identity.OpenBrowser();
        await site.SignInAsync(browser, Maja);

        var answer = await browser.GetAsync(site.AuthorizePath((name, value)));

        Assert.DoesNotContain("code=", answer.Location?.ToString() ?? "", StringComparison.Ordinal);
        Assert.Contains("code=", (await browser.GetAsync(site.AuthorizePath())).Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_worth_nothing_without_the_secret_of_who_asked()
    {
        var site = new SiteSignIn(identity);
        var code = await site.GetCodeAsync(identity.OpenBrowser(), Maja);

        var (status, answer) = await site.RedeemAsync(code, verifier: new string('x', 43));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_grant", answer["error"].GetString());
    }

    [Fact]
    public async Task A_code_used_twice_is_refused_and_what_it_gave_is_revoked()
    {
        var site = new SiteSignIn(identity);
        var code = await site.GetCodeAsync(identity.OpenBrowser(), Maja);
        var (_, tokens) = await site.RedeemAsync(code);
        var (before, fresh) = await site.RefreshAsync(tokens["refresh_token"].GetString()!);
        Assert.Equal(HttpStatusCode.OK, before);

        var (replayed, _) = await site.RedeemAsync(code);
        var (after, _) = await site.RefreshAsync(fresh["refresh_token"].GetString()!);

        Assert.Equal(HttpStatusCode.BadRequest, replayed);
        Assert.Equal(HttpStatusCode.BadRequest, after);
    }

    [Fact]
    public async Task A_refresh_token_serves_two_tabs_at_once_and_ends_everything_when_it_comes_back_later()
    {
        var site = new SiteSignIn(identity);
        var tokens = await site.SignInAsync(identity.OpenBrowser(), Maja);
        var first = tokens["refresh_token"].GetString()!;
        var (one, newer) = await site.RefreshAsync(first);
        var (other, _) = await site.RefreshAsync(first);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (one, other));

        await identity.ExecuteAsync("""update "OpenIddictTokens" set redemption_date = redemption_date - interval '2 minutes'""");
        var (late, _) = await site.RefreshAsync(first);
        var (family, _) = await site.RefreshAsync(newer["refresh_token"].GetString()!);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (late, family));
    }

    [Theory]
    [InlineData("http://localhost:9/signin-oidc/")]
    [InlineData("http://localhost:9/signin-oidcx")]
    [InlineData("http://localhost:9/Signin-oidc")]
    [InlineData("http://localhost:90/signin-oidc")]
    [InlineData("https://evil.example/signin-oidc")]
    public async Task A_way_back_that_differs_at_all_is_refused_on_a_page_of_our_own(string address)
    {
        var answer = await identity.OpenBrowser().GetAsync(new SiteSignIn(identity).AuthorizePath(("redirect_uri", address)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Null(answer.Location);
        Assert.Equal("This sign-in request cannot be answered", answer.Heading);
    }

    [Theory]
    [InlineData("identity.sign-in-mail", HttpStatusCode.OK)]
    [InlineData("registrations.mail", HttpStatusCode.OK)]
    [InlineData("membership.backfill", HttpStatusCode.BadRequest)]
    [InlineData("everything", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task A_service_gets_the_scopes_of_its_row_and_no_other(string scope, HttpStatusCode expected)
    {
        using var answer = await identity.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", "notifications"), ("client_secret", IdentityUnderTest.MailSecret), ("scope", scope));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_service_with_a_wrong_secret_or_a_user_s_grant_gets_nothing()
    {
        using var wrong = await identity.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", "notifications"), ("client_secret", "guess"), ("scope", "registrations.mail"));
        using var password = await identity.TokenAsync(
            ("grant_type", "password"), ("client_id", "notifications"), ("client_secret", IdentityUnderTest.MailSecret), ("username", "x"), ("password", "y"));

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, password.StatusCode);
    }

    [Fact]
    public async Task Forged_expired_and_foreign_tokens_open_nothing()
    {
        var good = await identity.ServiceTokenAsync("identity.sign-in-mail");
        var key = await ReadSigningKeyAsync(good);
        // Identity itself judges by the entry it keeps of every token; services, which have none, judge by the token (Callers).
        var expired = await identity.ServiceTokenAsync("identity.sign-in-mail");
        Assert.Equal(HttpStatusCode.NotFound, (await identity.IssueAsync(Guid.NewGuid(), expired)).StatusCode);
        await identity.ExecuteAsync($"""
            update "OpenIddictTokens" set creation_date = now() - interval '15 minutes', expiration_date = now() - interval '10 minutes'
            where id = '{new JsonWebToken(expired).GetClaim("oi_tkn_id").Value}'
            """);
        var cases = new Dictionary<string, string>
        {
            ["no signature"] = $"{Encode("""{"alg":"none","typ":"at+jwt"}""")}.{good.Split('.')[1]}.",
            ["payload changed"] = $"{good.Split('.')[0]}.{Encode(Payload(good).Replace("notifications", "membership__"))}.{good.Split('.')[2]}",
            ["signed with the public key as a password"] = SignWithPublicKey(good, key),
            ["expired"] = expired,
            ["another audience"] = Sign(good, key, payload => payload["aud"] = "web"),
            ["another issuer"] = Sign(good, key, payload => payload["iss"] = "http://localhost:1/"),
            ["never issued"] = Sign(good, key, payload => payload["oi_tkn_id"] = Guid.NewGuid().ToString()),
        };

        // The control: the same hand signs the unchanged token, and it is accepted (404: there is no such request).
        Assert.Equal(HttpStatusCode.NotFound, (await identity.IssueAsync(Guid.NewGuid(), Sign(good, key, _ => { }))).StatusCode);
        foreach (var (what, token) in cases)
        {
            Assert.True((await identity.IssueAsync(Guid.NewGuid(), token)).StatusCode == HttpStatusCode.Unauthorized, what);
        }

        var person = (await new SiteSignIn(identity).SignInAsync(identity.OpenBrowser(), Maja))["access_token"].GetString()!;
        Assert.Equal(HttpStatusCode.Forbidden, (await identity.IssueAsync(Guid.NewGuid(), person)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await identity.IssueAsync(Guid.NewGuid(), await identity.ServiceTokenAsync("registrations.mail"))).StatusCode);
    }

    [Fact]
    public async Task Signing_out_kills_a_copied_cookie_and_the_tokens_of_that_session_only()
    {
        var site = new SiteSignIn(identity);
        var (here, elsewhere) = (identity.OpenBrowser(), identity.OpenBrowser());
        var tokens = await site.SignInAsync(here, Maja);
        var others = await site.SignInAsync(elsewhere, Maja);
        var thief = identity.OpenBrowser();
        thief.Cookies["session"] = here.Cookies["session"];
        Assert.True(await thief.IsSignedInAsync());

        var bye = await here.SubmitAsync("/en/sign-out", [("forget", "true")]);

        Assert.Contains("cookies", bye.Headers["Clear-Site-Data"], StringComparison.Ordinal);
        Assert.False(await thief.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await site.RefreshAsync(tokens["refresh_token"].GetString()!)).Status);
        Assert.True(await elsewhere.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.OK, (await site.RefreshAsync(others["refresh_token"].GetString()!)).Status);
    }

    [Fact]
    public async Task The_site_signs_out_with_its_own_proof_and_a_bare_link_does_not()
    {
        var site = new SiteSignIn(identity);
        var browser = identity.OpenBrowser();
        var tokens = await site.SignInAsync(browser, Maja);

        var bare = await browser.GetAsync("/connect/endsession");
        Assert.Equal("/en/sign-out", bare.Location!.ToString());
        Assert.True(await browser.IsSignedInAsync());

        var proven = await browser.GetAsync(QueryHelpers.AddQueryString("/connect/endsession", new Dictionary<string, string?>
        {
            ["id_token_hint"] = tokens["id_token"].GetString(),
            ["post_logout_redirect_uri"] = new Uri(IdentityUnderTest.Web, "signout-callback-oidc").ToString(),
        }));
        Assert.StartsWith(IdentityUnderTest.Web.ToString(), proven.Location!.ToString(), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Signing_in_again_begins_a_new_session_and_an_idle_or_old_one_is_over()
    {
        var site = new SiteSignIn(identity);
        var browser = identity.OpenBrowser();
        await site.SignInAsync(browser, Maja);
        var former = browser.Cookies["session"];
        await browser.SubmitAsync("/en/sign-in", [("person", Maja.ToString())], "/en/sign-in?handler=demonstration");
        Assert.NotEqual(former, browser.Cookies["session"]);
        var before = identity.OpenBrowser();
        before.Cookies["session"] = former;
        Assert.False(await before.IsSignedInAsync());

        foreach (var change in new[] { "seen_at = now() - interval '121 minutes'", "started_at = now() - interval '12 hours 1 minute'" })
        {
            var tokens = await site.SignInAsync(browser, Maja);
            Assert.True(await browser.IsSignedInAsync());
            await identity.ExecuteAsync($"update sessions set {change} where account_id = '{Maja}'");
            Assert.Equal(HttpStatusCode.BadRequest, (await site.RefreshAsync(tokens["refresh_token"].GetString()!)).Status);
            Assert.False(await browser.IsSignedInAsync());
        }
    }

    [Fact]
    public async Task Another_replica_continues_what_the_first_began_also_after_the_keys_have_moved_on()
    {
        var site = new SiteSignIn(identity);
        var browser = identity.OpenBrowser();
        var tokens = await site.SignInAsync(browser, Maja);
        var usedBefore = new JsonWebToken(tokens["access_token"].GetString()).Kid;
        await identity.ExecuteAsync("update protected_keys set active_from = active_from - interval '30 days 1 hour'");

        var (process, address) = await identity.StartReplicaAsync();
        await using var replica = process;
        using var client = new HttpClient { BaseAddress = address };
        using var answer = await client.PostAsync("connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = tokens["refresh_token"].GetString()!,
            ["client_id"] = "web",
            ["client_secret"] = IdentityUnderTest.WebSecret,
        }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var newer = new JsonWebToken(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>());
        Assert.NotEqual(usedBefore, newer.Kid);
        Assert.Equal(identity.Address.ToString(), newer.Issuer);

        // The first replica had published the key before it was used; the new one publishes the old key until its tokens are dead.
        Assert.Contains(newer.Kid, await PublishedAsync(identity.Address));
        Assert.Contains(usedBefore, await PublishedAsync(address));
        Assert.True((await PublishedAsync(address)).Count >= 2);
        var there = new Browser(address);
        there.Cookies["session"] = browser.Cookies["session"];
        Assert.True(await there.IsSignedInAsync());
    }

    [Fact]
    public async Task The_launcher_reads_the_demonstration_s_people()
    {
        using var client = new HttpClient { BaseAddress = identity.Address };
        var people = JsonNode.Parse(await client.GetStringAsync("demonstration/people"))!.AsArray();

        Assert.Equal(DemonstrationPeople.All.Select(person => person.Email), people.Select(person => person!["email"]!.GetValue<string>()));
        Assert.All(people, person => Assert.NotEqual("", person!["role"]!.GetValue<string>()));
    }

    private static async Task<List<string>> PublishedAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        return [.. JsonNode.Parse(await client.GetStringAsync(".well-known/jwks"))!["keys"]!.AsArray().Select(key => key!["kid"]!.GetValue<string>())];
    }

    // In Development the database alone opens the keys: no master key is set here.
    private async Task<RSA> ReadSigningKeyAsync(string token)
    {
        await using var db = identity.OpenDatabase();
        var connection = db.Database.GetConnectionString()!;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<IdentityDb>(options => options.UseNpgsql(connection).UseSnakeCaseNamingConvention());
        services.AddDataProtection().SetApplicationName("StrongCities.Identity").PersistKeysToDbContext<IdentityDb>();
        await using var provider = services.BuildServiceProvider();
        var kid = new JsonWebToken(token).Kid;
        var row = await db.ProtectedKeys.SingleAsync(key => key.Id == kid && key.Purpose == ProtectedKey.Signing);
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("StrongCities.Identity.Keys").Unprotect(row.Secret), out _);
        return rsa;
    }

    private static string Payload(string token) => Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token.Split('.')[1]));

    private static string Encode(string text) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(text));

    private static string Sign(string token, RSA key, Action<JsonNode> change)
    {
        var payload = JsonNode.Parse(Payload(token))!;
        change(payload);
        var head = $"{token.Split('.')[0]}.{Encode(payload.ToJsonString())}";
        return $"{head}.{WebEncoders.Base64UrlEncode(key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string SignWithPublicKey(string token, RSA key)
    {
        var head = $"{Encode($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{new JsonWebToken(token).Kid}}"}""")}.{token.Split('.')[1]}";
        return $"{head}.{WebEncoders.Base64UrlEncode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(head)))}";
    }
}
