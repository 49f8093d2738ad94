using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>What the site does for one sign-in: sends the browser, takes the code, asks for tokens.</summary>
public sealed class SiteSignIn(IdentityUnderTest identity)
{
    private readonly string _verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public static string RedirectAddress => new Uri(IdentityUnderTest.Web, "signin-oidc").ToString();

    public string Challenge => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)));

    public string AuthorizePath(params (string Name, string? Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "web",
            ["redirect_uri"] = RedirectAddress,
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["scope"] = "openid offline_access strongcities",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
            ["state"] = "state-1",
            ["nonce"] = "nonce-1",
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString("/connect/authorize", query.Where(pair => pair.Value is not null)!);
    }

    /// <summary>From the site's link to the code in the browser's address, pressing the person's demonstration button on the way if nobody is signed in.</summary>
    public async Task<string> GetCodeAsync(Browser browser, Guid personId)
    {
        var back = await browser.GetAsync(AuthorizePath());
        Assert.Equal(HttpStatusCode.Redirect, back.Status);
        if (!back.Location!.IsAbsoluteUri)
        {
            var page = await browser.GetAsync(back.Location.ToString());
            var pressed = await browser.SubmitAsync(
                back.Location.ToString(), [("person", personId.ToString()), ("return", page.Field("return"))], "/en/sign-in?handler=demonstration");
            back = await browser.GetAsync(pressed.Location!.ToString());
        }

        Assert.StartsWith(RedirectAddress, back.Location!.ToString(), StringComparison.Ordinal);
        var answered = QueryHelpers.ParseQuery(back.Location.Query);
        Assert.Equal("state-1", answered["state"]);
        return answered["code"].ToString();
    }

    public async Task<(HttpStatusCode Status, Dictionary<string, JsonElement> Answer)> RedeemAsync(string code, string? verifier = null)
    {
        using var answer = await identity.TokenAsync(
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectAddress), ("code_verifier", verifier ?? _verifier),
            ("client_id", "web"), ("client_secret", IdentityUnderTest.WebSecret));
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<Dictionary<string, JsonElement>>())!);
    }

    public async Task<(HttpStatusCode Status, Dictionary<string, JsonElement> Answer)> RefreshAsync(string token)
    {
        using var answer = await identity.TokenAsync(
            ("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "web"), ("client_secret", IdentityUnderTest.WebSecret));
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<Dictionary<string, JsonElement>>())!);
    }

    /// <summary>A whole sign-in; its tokens.</summary>
    public async Task<Dictionary<string, JsonElement>> SignInAsync(Browser browser, Guid personId)
    {
        var (status, tokens) = await RedeemAsync(await GetCodeAsync(browser, personId));
        Assert.Equal(HttpStatusCode.OK, status);
        return tokens;
    }
}
