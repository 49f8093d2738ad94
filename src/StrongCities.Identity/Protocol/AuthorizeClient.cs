using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using StrongCities.Identity.Clients;
using StrongCities.Identity.Pages;
using StrongCities.Identity.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StrongCities.Identity.Protocol;

/// <summary>Answers the site's request for a code: at once for a living session, else after the sign-in page.</summary>
internal sealed class AuthorizeClient(
    IdentityDb db, IOpenIddictApplicationManager applications, IOpenIddictAuthorizationManager authorizations, TimeProvider time)
{
    /// <summary>The site asks for it (<c>acr_values</c>) where a role needs a second factor and the session has none.</summary>
    private const string SecondFactorAsked = "mfa";

    public async Task<IResult> AuthorizeAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var ticket = SessionTicket.From(await http.AuthenticateAsync(SessionCookie.Scheme));
        var mustSignIn = ticket is null || request.HasPromptValue(PromptValues.Login)
            || (request.MaxAge is { } seconds && ticket.SignedInAt.AddSeconds(seconds) < time.GetUtcNow());
        if (mustSignIn && request.HasPromptValue(PromptValues.None))
        {
            return Refusals.Of(Errors.LoginRequired);
        }

        if (mustSignIn)
        {
            // Without the prompt, or the way back from the sign-in page would lead to it again.
            var query = QueryString.Create(http.Request.Query.Where(parameter => parameter.Key != Parameters.Prompt));
            return Results.LocalRedirect($"/{PageLanguage.Of(http)}/sign-in{QueryString.Create("return", $"/connect/authorize{query}")}");
        }

        var session = await db.Sessions.SingleAsync(s => s.Id == ticket!.SessionId, http.RequestAborted);
        if (!session.SecondFactor && request.HasAcrValue(SecondFactorAsked))
        {
            // Who has an app types its code at a new sign-in; who has none sets it up, and comes back here.
            var back = QueryString.Create("return", $"/connect/authorize{http.Request.QueryString}");
            var has = await db.Authenticators.AnyAsync(row => row.AccountId == ticket!.PersonId, http.RequestAborted);
            return Results.LocalRedirect($"/{PageLanguage.Of(http)}/{(has ? "sign-in" : "account/second-factor")}{back}");
        }

        // A person's token opens nothing by scope: what they may do is asked of Membership.
        var scopes = request.GetScopes().Intersect([Scopes.OpenId, Scopes.OfflineAccess, ClientScopes.Person], StringComparer.Ordinal).ToImmutableArray();
        var identity = new ClaimsIdentity("authorization", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, ticket!.PersonId.ToString())
            .SetClaim(TokenClaims.Session, ticket.SessionId.ToString())
            .SetClaim(Claims.AuthenticationTime, ticket.SignedInAt.ToUnixTimeSeconds())
            .SetClaims(Claims.AuthenticationMethodReference, TokenClaims.Methods(session))
            .SetScopes(scopes)
            .SetResources(TokenClaims.Audience)
            .SetAuthorizationId(await AuthorizationOfAsync(session, request.ClientId!, scopes, http.RequestAborted))
            .SetDestinations(TokenClaims.Destinations);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    // One authorization a session, so that ending the session revokes all its tokens at once.
    private async Task<string> AuthorizationOfAsync(Session session, string clientId, ImmutableArray<string> scopes, CancellationToken cancellationToken)
    {
        if (session.AuthorizationId is { } known && await authorizations.FindByIdAsync(known, cancellationToken) is { } found
            && await authorizations.HasStatusAsync(found, Statuses.Valid, cancellationToken))
        {
            return known;
        }

        var client = await applications.FindByClientIdAsync(clientId, cancellationToken);
        var authorization = await authorizations.CreateAsync(
            new OpenIddictAuthorizationDescriptor
            {
                ApplicationId = await applications.GetIdAsync(client!, cancellationToken),
                Subject = session.AccountId.ToString(),
                Status = Statuses.Valid,
                Type = AuthorizationTypes.AdHoc,
                CreationDate = time.GetUtcNow(),
            },
            cancellationToken);
        session.AuthorizationId = await authorizations.GetIdAsync(authorization, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return session.AuthorizationId!;
    }
}
