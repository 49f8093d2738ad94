using System.Security.Claims;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StrongCities.Identity.Protocol;

/// <summary>Which claim goes into which token: the access token names the subject alone.</summary>
internal static class TokenClaims
{
    public const string Audience = "strongcities";
    public const string Session = "sid";

    public static IEnumerable<string> Destinations(Claim claim) => claim.Type switch
    {
        Claims.Subject => [OpenIddict.Abstractions.OpenIddictConstants.Destinations.AccessToken, OpenIddict.Abstractions.OpenIddictConstants.Destinations.IdentityToken],
        Session or Claims.AuthenticationTime => [OpenIddict.Abstractions.OpenIddictConstants.Destinations.IdentityToken],
        _ => [],
    };
}
