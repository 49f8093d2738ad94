using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace StrongCities.IntegrationTests;

/// <summary>
/// Stands where Identity stands for a service under test: OpenID Connect metadata and keys on loopback, client credentials, and access tokens
/// as Identity signs them, for any person or scope. The service validates them as it does in earnest.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<RsaSecurityKey> _keys = [NewKey()];
    private int _asked;

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>Its address, which is also the issuer in its tokens; no slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>How often it was asked for its metadata or keys.</summary>
    public int Asked => _asked;

    /// <summary>From then on every connection is cut off, as when nobody is there.</summary>
    public bool IsAway { get; set; }

    /// <summary>How far from now, in both directions, a token holds; Identity's hold for five minutes from now.</summary>
    public TimeSpan? HoldsAround { get; set; }

    /// <summary>From now on tokens are signed with a new key; the former one is still published.</summary>
    public void Rotate() => _keys.Add(NewKey());

    /// <summary>What a service under test needs in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["Identity__Issuer"] = Address,
        ["Identity__ClientSecret"] = "of-no-importance-here",
        ["services__identity__http__0"] = Address,
    };

    /// <summary>Starts on a free port of loopback.</summary>
    public static async Task<TestIssuer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A service's appsettings.json lies beside the tests' assembly; its endpoints are not ours.
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        var issuer = new TestIssuer(builder.Build());
        issuer._app.Urls.Add(certificate is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0");
        issuer._app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/.well-known"))
            {
                Interlocked.Increment(ref issuer._asked);
            }

            if (issuer.IsAway)
            {
                context.Abort();
                return;
            }

            await next(context);
        });
        issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = issuer.Address,
            jwks_uri = $"{issuer.Address}/.well-known/jwks",
            authorization_endpoint = $"{issuer.Address}/connect/authorize",
            token_endpoint = $"{issuer.Address}/connect/token",
        }));
        issuer._app.MapGet("/.well-known/jwks", () => Results.Json(new { keys = issuer._keys.Select(PublicKey) }));
        issuer._app.MapPost("/connect/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            return Results.Json(new { access_token = issuer.ServiceToken(form["scope"].ToString()), token_type = "Bearer", expires_in = 300 });
        });
        await issuer._app.StartAsync();
        issuer.Address = issuer._app.Urls.Single();
        return issuer;
    }

    /// <summary>A signed-in person's access token, with a second factor unless said otherwise.</summary>
    public string PersonToken(Guid personId, bool secondFactor = true) =>
        Sign(new ClaimsIdentity([new Claim("sub", personId.ToString()), new Claim("amr", "otp"), .. secondFactor ? [new Claim("amr", "mfa")] : Array.Empty<Claim>()]));

    /// <summary>A service's own token with these scopes, separated by spaces.</summary>
    public string ServiceToken(string scopes, string client = "test") => Sign(new ClaimsIdentity([new Claim("sub", client), new Claim("scope", scopes)]));

    /// <summary>gRPC headers of a signed-in person.</summary>
    public Metadata As(Guid personId, bool secondFactor = true) => Bearer(PersonToken(personId, secondFactor));

    /// <summary>gRPC headers of a service with these scopes.</summary>
    public Metadata AsService(string scopes) => Bearer(ServiceToken(scopes));

    /// <summary>gRPC headers with any token, forged ones too.</summary>
    public static Metadata Bearer(string token) => new() { { "Authorization", $"Bearer {token}" } };

    /// <summary>A token with whatever a test wants wrong: another audience, issuer, key, type or an end in the past.</summary>
    public string Sign(ClaimsIdentity subject, string? audience = null, string? issuer = null, SecurityKey? key = null, string type = "at+jwt", TimeSpan? lifetime = null)
    {
        var until = DateTime.UtcNow + (lifetime ?? HoldsAround ?? TimeSpan.FromMinutes(5));
        var from = lifetime is null && HoldsAround is { } around ? DateTime.UtcNow - around : until.AddMinutes(-5);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Subject = subject,
            Issuer = issuer ?? Address,
            Audience = audience ?? "strongcities",
            IssuedAt = from,
            NotBefore = from,
            Expires = until,
            TokenType = type,
            SigningCredentials = new SigningCredentials(key ?? _keys[^1], key is SymmetricSecurityKey ? SecurityAlgorithms.HmacSha256 : SecurityAlgorithms.RsaSha256),
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _keys.ForEach(key => key.Rsa.Dispose());
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    private static object PublicKey(RsaSecurityKey published)
    {
        var key = published.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = published.KeyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }
}
