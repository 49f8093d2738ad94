using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using StrongCities.Contracts;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Web.SignIn;

/// <summary>
/// Renews a session's access token a minute before it ends. One request a session does so, over all replicas; the others go on with the
/// old token while it lasts, else wait for the new one. Ends the session twelve hours after sign-in, or when Identity refuses.
/// </summary>
internal sealed class RefreshTokens(TicketStore tickets, IHttpClientFactory clients, IConfiguration configuration, TimeProvider time)
    : CookieAuthenticationEvents
{
    public static readonly TimeSpan SessionMax = TimeSpan.FromHours(Retention.SessionHours);
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(6);

    /// <summary>Answered in place by the page for refused requests; the framework would lead to an address of its own that does not exist.</summary>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var cancel = context.HttpContext.RequestAborted;
        if (!context.Properties.Items.TryGetValue(TicketStore.SessionId, out var id) || id is null)
        {
            context.RejectPrincipal();
            return;
        }

        // Sliding renewals move IssuedUtc, so the sign-in itself is kept apart.
        if (SignedInAt(context.Properties) + SessionMax < time.GetUtcNow())
        {
            await EndAsync(context, id);
            return;
        }

        var started = time.GetTimestamp();
        while (TokenEnd(context.Properties) - Leeway <= time.GetUtcNow())
        {
            if (await tickets.ClaimRefreshAsync(id, cancel))
            {
                await RenewAsync(context, id, cancel);
                return;
            }

            if (TokenEnd(context.Properties) > time.GetUtcNow() || time.GetElapsedTime(started) > WaitMax)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancel);
            await TakeNewerAsync(context, id);
        }
    }

    private async Task RenewAsync(CookieValidatePrincipalContext context, string id, CancellationToken cancel)
    {
        // The claim may follow right after another request's renewal: its token is good, and the old refresh token is used up.
        if (await TakeNewerAsync(context, id))
        {
            await tickets.ReleaseRefreshAsync(id);
            return;
        }

        try
        {
            using var client = clients.CreateClient(InsideIdentity.ClientName);
            client.Timeout = TimeSpan.FromSeconds(5);
            using var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = "web",
                ["client_secret"] = configuration.Required("Identity:ClientSecret"),
                ["refresh_token"] = context.Properties.GetTokenValue("refresh_token") ?? "",
            }), cancel);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
            {
                await EndAsync(context, id);
                return;
            }

            answer.EnsureSuccessStatusCode();
            var tokens = (await answer.Content.ReadFromJsonAsync<TokenAnswer>(cancel))!;
            context.Properties.UpdateTokenValue("access_token", tokens.AccessToken);
            context.Properties.UpdateTokenValue("refresh_token", tokens.RefreshToken ?? context.Properties.GetTokenValue("refresh_token")!);
            context.Properties.UpdateTokenValue("expires_at", time.GetUtcNow().AddSeconds(tokens.ExpiresIn).ToString("o", CultureInfo.InvariantCulture));
            await tickets.WriteAsync(id, new AuthenticationTicket(context.Principal!, context.Properties, context.Scheme.Name));
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            // Identity is away: the person stays signed in, and services refuse the token once it has ended.
            await tickets.ReleaseRefreshAsync(id);
        }
    }

    private async Task<bool> TakeNewerAsync(CookieValidatePrincipalContext context, string id)
    {
        if (await tickets.ReadAsync(id) is { } stored && TokenEnd(stored.Properties) > TokenEnd(context.Properties))
        {
            context.Properties.StoreTokens(stored.Properties.GetTokens());
            return true;
        }

        return false;
    }

    private async Task EndAsync(CookieValidatePrincipalContext context, string id)
    {
        await tickets.EndAsync(id);
        context.RejectPrincipal();
    }

    public static void StampSignIn(AuthenticationProperties properties, DateTimeOffset now) =>
        properties.SetString("signed_in_at", now.ToString("o", CultureInfo.InvariantCulture));

    private static DateTimeOffset SignedInAt(AuthenticationProperties properties) => Instant(properties.GetString("signed_in_at"));

    private static DateTimeOffset TokenEnd(AuthenticationProperties properties) => Instant(properties.GetTokenValue("expires_at"));

    private static DateTimeOffset Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : DateTimeOffset.MinValue;

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
