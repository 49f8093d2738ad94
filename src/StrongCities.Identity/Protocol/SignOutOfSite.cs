using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using StrongCities.Identity.Pages;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.Protocol;

/// <summary>The site signs somebody out. Without the site's proof (the id token of this very session) a page with a button asks first.</summary>
internal sealed class SignOutOfSite(EndSession end)
{
    public async Task<IResult> SignOutAsync(HttpContext http)
    {
        var hint = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        var ticket = SessionTicket.From(await http.AuthenticateAsync(SessionCookie.Scheme));
        var hinted = Guid.TryParse(hint?.GetClaim(TokenClaims.Session), out var session) ? session : (Guid?)null;
        if (ticket is not null && ticket.SessionId != hinted)
        {
            return Results.LocalRedirect($"/{PageLanguage.Of(http)}/sign-out");
        }

        if (hinted is not null)
        {
            await end.EndAsync(hinted.Value, http.RequestAborted);
            await http.SignOutAsync(SessionCookie.Scheme);
        }

        return Results.SignOut(
            new AuthenticationProperties { RedirectUri = $"/{PageLanguage.Of(http)}/sign-out" },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
