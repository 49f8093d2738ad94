using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace StrongCities.Identity.Protocol;

/// <summary>Refusals in the protocol's own words (RFC 6749 section 5.2).</summary>
internal static class Refusals
{
    public static IResult Of(string error) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
