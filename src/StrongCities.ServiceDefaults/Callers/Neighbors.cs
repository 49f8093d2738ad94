using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>
/// How this process reaches other services: by the scheme of the address it was given, and over TLS with trust in the authority of
/// <c>Tls__AuthorityPath</c> (PEM) alone where that is set, so that no public authority can vouch for an inner name.
/// </summary>
internal static class Neighbors
{
    private const string AuthorityPath = "Tls:AuthorityPath";

    /// <summary><c>http</c> or <c>https</c>, as the addresses of <c>services__&lt;service&gt;__&lt;endpoint&gt;</c> say.</summary>
    /// <exception cref="InvalidOperationException">Outside Development an address is clear text beyond loopback: a token or a name would travel readable.</exception>
    public static string SchemeOf(IConfiguration configuration, IHostEnvironment environment, string service, string endpoint)
    {
        var scheme = Uri.UriSchemeHttp;
        foreach (var address in configuration.GetSection($"services:{service}:{endpoint}").GetChildren())
        {
            if (!Uri.TryCreate(address.Value, UriKind.Absolute, out var uri))
            {
                continue;
            }

            if (!environment.IsDevelopment() && uri is { Scheme: "http", IsLoopback: false })
            {
                throw new InvalidOperationException($"services__{service}__{endpoint}__{address.Key} is clear text beyond loopback; give it https.");
            }

            scheme = uri.Scheme;
        }

        return scheme;
    }

    /// <summary>Opens the connections.</summary>
    /// <exception cref="InvalidOperationException">The authority's file cannot be read.</exception>
    public static SocketsHttpHandler Handler(IConfiguration configuration)
    {
        var handler = new SocketsHttpHandler
        {
            // As the factories of gRPC and HTTP clients set it: more calls than one connection carries, and addresses that change.
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        // The library would resolve names and connect by itself, beside whoever takes turns.
        handler.Properties["__GrpcLoadBalancingDisabled"] = true;
        if (Authority(configuration) is { } authority)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authority);
        }

        return handler;
    }

    /// <summary>Reads the authority once at start, so that a wrong path is told before anybody calls.</summary>
    public static void Check(IConfiguration configuration) => Authority(configuration);

    private static X509Certificate2Collection? Authority(IConfiguration configuration)
    {
        if (configuration[AuthorityPath] is not { Length: > 0 } path)
        {
            return null;
        }

        var authority = new X509Certificate2Collection();
        try
        {
            authority.ImportFromPemFile(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new InvalidOperationException($"Setting Tls__AuthorityPath names no readable PEM file ({error.GetType().Name}).");
        }

        return authority.Count > 0 ? authority : throw new InvalidOperationException("Setting Tls__AuthorityPath names a file without a certificate.");
    }

    /// <summary>Sends over TLS what is addressed to a neighbor's name in clear, where that neighbor was given with https.</summary>
    internal sealed class SchemeAsGiven(string scheme) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (scheme == Uri.UriSchemeHttps && request.RequestUri is { Scheme: "http", IsDefaultPort: true } address)
            {
                // Named, because service discovery would look for an endpoint called like the scheme.
                request.RequestUri = new UriBuilder(address) { Scheme = scheme, Host = $"_http.{address.Host}", Port = -1 }.Uri;
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
