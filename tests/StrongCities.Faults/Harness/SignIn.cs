using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using StrongCities.Contracts.Demonstration;
using StrongCities.IntegrationTests;

namespace StrongCities.Faults.Harness;

/// <summary>Signs a demonstration person in as the site does: the button on Identity's page, then the code and its proof for an access token of five minutes.</summary>
internal static partial class SignIn
{
    public static async Task<string> AccessTokenAsync(this LocalCopy copy, DemonstrationPerson person)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        var identity = new Uri(copy.Address("identity"));
        var proof = Base64UrlTextEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var callback = $"{copy.Site()}/signin-oidc";
        var question = new QueryBuilder
        {
            { "client_id", "web" },
            { "response_type", "code" },
            { "scope", "openid strongcities" },
            { "redirect_uri", callback },
            { "code_challenge", Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(proof))) },
            { "code_challenge_method", "S256" },
        };

        var page = await FollowAsync(browser, await browser.GetAsync(new Uri(identity, $"/connect/authorize{question}")), identity, callback);
        using var pressed = new FormUrlEncodedContent(FieldsOf(await page.Content.ReadAsStringAsync(), person.PersonId.ToString()));
        var answer = await browser.PostAsync(new Uri(page.RequestMessage!.RequestUri!, "?handler=demonstration"), pressed);
        var arrived = await FollowAsync(browser, answer, identity, callback);
        using var exchange = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "web",
            ["client_secret"] = SecretOfWeb(copy),
            ["code"] = QueryHelpers.ParseQuery(arrived.Headers.Location!.Query)["code"].ToString(),
            ["code_verifier"] = proof,
            ["redirect_uri"] = callback,
        });
        using var tokens = await browser.PostAsync(new Uri(identity, "/connect/token"), exchange);
        var body = await tokens.Content.ReadAsStringAsync();
        return JsonNode.Parse(body)!["access_token"]?.GetValue<string>() ?? throw new InvalidOperationException($"No token: {body}");
    }

    /// <summary>The site's address, without a language.</summary>
    public static string Site(this LocalCopy copy) => copy.Address("pages")[..^"/en".Length];

    /// <summary>Signs in on the site itself; false when the way ends on another page than the dialogues.</summary>
    public static async Task<bool> CanSignInAsync(this LocalCopy copy, DemonstrationPerson person)
    {
        using var browser = await copy.BrowserAsync(person);
        return browser is not null;
    }

    /// <summary>A browser without script in which the person is signed in on the site, or null when the way ends on another page than the dialogues.</summary>
    public static async Task<HttpClient?> BrowserAsync(this LocalCopy copy, DemonstrationPerson person, CookieContainer? cookies = null)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies ?? new CookieContainer() }) { Timeout = TimeSpan.FromSeconds(20) };
        using var page = await browser.GetAsync(new Uri($"{copy.Site()}/en/sign-in?returnUrl=%2Fen%2Fdialogues"));
        if (page.IsSuccessStatusCode)
        {
            using var pressed = new FormUrlEncodedContent(FieldsOf(await page.Content.ReadAsStringAsync(), person.PersonId.ToString()));
            using var arrived = await browser.PostAsync(new Uri(page.RequestMessage!.RequestUri!, "?handler=demonstration"), pressed);
            if (arrived.IsSuccessStatusCode && arrived.RequestMessage!.RequestUri!.ToString() == $"{copy.Site()}/en/dialogues")
            {
                return browser;
            }
        }

        browser.Dispose();
        return null;
    }

    // Stops at a page, or at the way back to the site, which a browser would take.
    private static async Task<HttpResponseMessage> FollowAsync(HttpClient browser, HttpResponseMessage answer, Uri identity, string callback)
    {
        while (answer.Headers.Location is { } location && !location.ToString().StartsWith(callback, StringComparison.Ordinal))
        {
            answer = await browser.GetAsync(new Uri(identity, location));
        }

        return answer;
    }

    /// <summary>The fields, with their values, of the one form of the page in which the text stands.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(string page, string text)
    {
        var form = Form().Matches(page).Single(found => found.Value.Contains(text, StringComparison.Ordinal)).Value;
        return HiddenField().Matches(form).Select(field => KeyValuePair.Create(
            NameOf().Match(field.Value).Groups[1].Value, WebUtility.HtmlDecode(ValueOf().Match(field.Value).Groups[1].Value)));
    }

    private static string SecretOfWeb(LocalCopy copy) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(copy.Directory, "instance.json")))!["Secrets"]!["websecret"]!.GetValue<string>();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex HiddenField();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex NameOf();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValueOf();
}
