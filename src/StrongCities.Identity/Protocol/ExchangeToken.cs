using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using StrongCities.Identity.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StrongCities.Identity.Protocol;

/// <summary>Gives tokens for a code, a refresh token or a client's own secret; OpenIddict has checked those before.</summary>
internal sealed class ExchangeToken(IdentityDb db)
{
    public async Task<IResult> ExchangeAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
        {
            return ForClient(request);
        }

        var given = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        // A token outlives no session: this is what an ended or idle one answers to a refresh.
        if (!Guid.TryParse(given?.GetClaim(TokenClaims.Session), out var session)
            || !await SessionCookie.TouchAsync(db, session, http.RequestAborted))
        {
            return Refusals.Of(Errors.InvalidGrant);
        }

        // Read again each time: an app that was removed meanwhile counts no longer.
        var row = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == session, http.RequestAborted);
        given!.SetClaims(Claims.AuthenticationMethodReference, TokenClaims.Methods(row)).SetDestinations(TokenClaims.Destinations);
        return Results.SignIn(given!, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IResult ForClient(OpenIddictRequest request)
    {
        // A token without a scope opens nothing; refusing it shows the mistake where it was made.
        if (request.GetScopes().IsEmpty)
        {
            return Refusals.Of(Errors.InvalidScope);
        }

        var identity = new ClaimsIdentity("client", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, request.ClientId)
            .SetScopes(request.GetScopes())
            .SetResources(TokenClaims.Audience)
            .SetDestinations(TokenClaims.Destinations);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
