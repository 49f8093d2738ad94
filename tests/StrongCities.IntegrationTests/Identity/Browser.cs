using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>An answer with its whole text.</summary>
public sealed record Answer(HttpStatusCode Status, Uri? Location, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The words beside a field that was not accepted; empty when there are none.</summary>
    public string Wrong => WebUtility.HtmlDecode(Regex.Match(Text, "<span class=\"wrong-words\"[^>]*>([^<]*)<").Groups[1].Value);

    public string Heading => WebUtility.HtmlDecode(Regex.Match(Text, "<h1>([^<]*)<").Groups[1].Value);

    /// <summary>The value of a field of the form.</summary>
    public string Field(string name) => WebUtility.HtmlDecode(Regex.Match(Text, $"name=\"{name}\"[^>]* value=\"([^\"]*)\"").Groups[1].Value);
}

/// <summary>A browser without script: keeps cookies, follows nothing by itself, sends forms with their hidden token.</summary>
public sealed class Browser(Uri address, IPAddress? source = null)
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectCallback = source is null ? null : From(source) }) { BaseAddress = address };

    /// <summary>By name; the test may copy them into another browser.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>How it describes itself; null: not at all.</summary>
    public string? UserAgent { get; set; }

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens the page for its form token, then sends the form there or to <paramref name="action"/>.</summary>
    public async Task<Answer> SubmitAsync(string path, (string Name, string Value)[] fields, string? action = null)
    {
        var page = await GetAsync(path);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, action ?? path)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("form-token", page.Field("form-token")), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]),
        });
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        if (UserAgent is not null)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        }

        using var response = await _client.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=')], cookie[(cookie.IndexOf('=') + 1)..cookie.IndexOf(';')]);
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = value;
            }
        }

        return new Answer(
            response.StatusCode, response.Headers.Location, await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
    }

    /// <summary>Connects from that address of loopback, so that limits by source do not reach from one test into another.</summary>
    private static Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> From(IPAddress source) => async (context, cancel) =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    };

    /// <summary>Asks for a code.</summary>
    public Task<Answer> AskForCodeAsync(string email, string language = "en") => SubmitAsync($"/{language}/sign-in", [("email", email)]);

    public Task<Answer> TypeCodeAsync(string code, string language = "en") => SubmitAsync($"/{language}/sign-in/code", [("code", code)]);

    /// <summary>Whether a page behind sign-in is shown.</summary>
    public async Task<bool> IsSignedInAsync() => (await GetAsync("/en/account")).Status == HttpStatusCode.OK;
}
