using System.Collections.Immutable;
using System.Security.Claims;
using SessionRow = StrongCities.Identity.Sessions.Session;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StrongCities.Identity.Protocol;

/// <summary>Which claim goes into which token: the access token names the subject, and how it signed in.</summary>
internal static class TokenClaims
{
    public const string Audience = "strongcities";
    public const string Session = "sid";

    /// <summary>How somebody signed in, in the words of RFC 8176; mfa where a second factor took part.</summary>
    public static ImmutableArray<string> Methods(SessionRow session) =>
    [
        .. session.Method.StartsWith("password", StringComparison.Ordinal) ? ["pwd"] : Array.Empty<string>(),
        .. session.Method is "demonstration" ? [] : new[] { "otp" },
        .. session.SecondFactor ? new[] { "mfa" } : [],
    ];

    public static IEnumerable<string> Destinations(Claim claim) => claim.Type switch
    {
        Claims.Subject or Claims.AuthenticationMethodReference => [OpenIddict.Abstractions.OpenIddictConstants.Destinations.AccessToken, OpenIddict.Abstractions.OpenIddictConstants.Destinations.IdentityToken],
        Session or Claims.AuthenticationTime => [OpenIddict.Abstractions.OpenIddictConstants.Destinations.IdentityToken],
        _ => [],
    };
}
