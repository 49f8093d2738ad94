using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StrongCities.Identity.Sessions;

/// <summary>The browser's cookie: it names the session and the person, and is worth what the session's row says.</summary>
internal static class SessionCookie
{
    public const string Scheme = "session";

    public static void Configure(CookieAuthenticationOptions options, IdentitySettings settings)
    {
        options.Cookie.Name = settings.Secure ? "__Host-session" : "session";
        options.Cookie.SecurePolicy = settings.Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        options.ExpireTimeSpan = TimeSpan.FromHours(Session.HoursMax);
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = async context =>
        {
            var db = context.HttpContext.RequestServices.GetRequiredService<IdentityDb>();
            if (SessionTicket.From(context.Principal) is not { } ticket || !await TouchAsync(db, ticket.SessionId, context.HttpContext.RequestAborted))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(Scheme);
            }
        };
    }

    /// <summary>True while the session lives; being asked keeps it from idling out.</summary>
    public static async Task<bool> TouchAsync(IdentityDb db, Guid sessionId, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""
             update sessions set seen_at = now()
             where id = {sessionId} and ended_at is null
               and started_at > now() - make_interval(hours => {Session.HoursMax})
               and seen_at > now() - make_interval(mins => {Session.IdleMinutesMax})
             """,
            cancellationToken) == 1;

    public static ClaimsPrincipal Principal(Session session) => new(new ClaimsIdentity(
        [
            new(Claims.Subject, session.AccountId.ToString()),
            new("sid", session.Id.ToString()),
            new(Claims.AuthenticationTime, session.StartedAt.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ],
        Scheme, Claims.Subject, Claims.Role));
}

/// <summary>Who is signed in, under which session, since when.</summary>
internal sealed record SessionTicket(Guid SessionId, Guid PersonId, DateTimeOffset SignedInAt)
{
    public static SessionTicket? From(AuthenticateResult result) => result.Succeeded ? From(result.Principal) : null;

    public static SessionTicket? From(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirst("sid")?.Value, out var session)
        && Guid.TryParse(principal?.FindFirst(Claims.Subject)?.Value, out var person)
        && long.TryParse(principal?.FindFirst(Claims.AuthenticationTime)?.Value, out var seconds)
            ? new SessionTicket(session, person, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
}
