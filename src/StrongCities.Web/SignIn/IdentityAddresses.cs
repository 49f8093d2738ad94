using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace StrongCities.Web.SignIn;

/// <summary>
/// The identity provider has two addresses: the issuer, which browsers reach, and <c>http://identity</c>, which this process reaches. Its
/// metadata names its endpoints by whatever address it was asked at, so each is set to the side that uses it.
/// </summary>
internal sealed class IdentityAddresses(string issuer, IConfigurationManager<OpenIdConnectConfiguration> metadata) : IConfigurationManager<OpenIdConnectConfiguration>
{
    private static readonly Uri Inside = new("http://identity");
    private readonly Uri _outside = new(issuer.TrimEnd('/') + "/");

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var known = await metadata.GetConfigurationAsync(cancel);
        known.AuthorizationEndpoint = At(_outside, known.AuthorizationEndpoint);
        known.EndSessionEndpoint = At(_outside, known.EndSessionEndpoint);
        known.TokenEndpoint = At(Inside, known.TokenEndpoint);
        return known;
    }

    public void RequestRefresh() => metadata.RequestRefresh();

    private static string? At(Uri side, string? endpoint) => string.IsNullOrEmpty(endpoint) ? null : new Uri(side, new Uri(endpoint).PathAndQuery).ToString();
}
