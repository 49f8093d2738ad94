using StrongCities.Identity.Clients;
using StrongCities.ServiceDefaults;

namespace StrongCities.Identity;

/// <summary>Everything this service is told from outside, checked once at start.</summary>
/// <param name="Issuer">Public address of this service, the same in every token whatever host was called.</param>
/// <param name="WebAddress">Public address of the site.</param>
/// <param name="ClientSecrets">Client name to secret.</param>
/// <param name="OwnAddress">Where this process reaches itself, to get its own token like every other service.</param>
/// <param name="Demonstration">Offer one-click sign-ins; Development only.</param>
internal sealed record IdentitySettings(
    Uri Issuer, Uri WebAddress, IReadOnlyDictionary<string, string> ClientSecrets,
    bool Demonstration, bool Development, string OwnAddress)
{
    /// <summary>Where a person answers.</summary>
    public string HelpAddress { get; init; } = "";

    public bool Secure => Issuer.Scheme == Uri.UriSchemeHttps;

    public static IdentitySettings Read(WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        var demonstration = builder.Configuration.GetValue<bool>("Demonstration:Seed");
        if (demonstration && !development)
        {
            throw new InvalidOperationException("Setting Demonstration__Seed opens accounts without any secret, so it is refused outside Development.");
        }

        var issuer = new Uri(builder.Setting("Identity:Issuer"), UriKind.Absolute);
        var web = new Uri(builder.Setting("Web:Address"), UriKind.Absolute);
        if (!development && (issuer.Scheme != Uri.UriSchemeHttps || web.Scheme != Uri.UriSchemeHttps))
        {
            throw new InvalidOperationException("Settings Identity__Issuer and Web__Address must begin with https outside Development.");
        }

        var clients = builder.Configuration.GetSection("Clients").GetChildren().ToDictionary(client => client.Key, client => client.Value!, StringComparer.Ordinal);
        if (clients.Keys.FirstOrDefault(name => ClientScopes.Of(name).Count == 0) is { } unknown)
        {
            throw new InvalidOperationException($"Setting Clients__{unknown} names a client that ClientScopes does not know.");
        }

        // Every interface (0.0.0.0, *, +) is an address to listen on, not one to call.
        var own = new UriBuilder(builder.Setting("Kestrel:Endpoints:http:Url").Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal));
        own.Host = own.Host is "0.0.0.0" or "[::]" ? "localhost" : own.Host;
        return new IdentitySettings(issuer, web, clients, demonstration, development, own.Uri.ToString())
        {
            HelpAddress = ServiceDefaults.HelpAddress.Of(builder.Configuration),
        };
    }
}
