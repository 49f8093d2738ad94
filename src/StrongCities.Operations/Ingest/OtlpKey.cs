using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using StrongCities.ServiceDefaults;

namespace StrongCities.Operations.Ingest;

/// <summary>The key without which nothing is taken in: <c>Otlp__Key</c>, sent in the header <c>x-otlp-api-key</c>.</summary>
internal static class OtlpKey
{
    public const string Policy = "otlp-key";
    public const string Header = "x-otlp-api-key";

    /// <exception cref="MissingSettingException">No key is set outside Development.</exception>
    public static void AddOtlpKey(this WebApplicationBuilder builder)
    {
        // Without a key in Development (a developer's own exporter on loopback) every sender is taken; elsewhere the process does not start.
        var key = builder.Environment.IsDevelopment() ? builder.Configuration["Otlp:Key"] : builder.Setting("Otlp:Key");
        builder.Services.AddAuthentication().AddScheme<OtlpKeyOptions, OtlpKeyHandler>(
            Policy, options => options.KeyHash = string.IsNullOrEmpty(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        // Only this scheme counts: a signed-in person's token is no key.
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Policy).RequireClaim(ClaimTypes.AuthenticationMethod, Policy));
    }
}

internal sealed class OtlpKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>SHA-256 of the key; null admits everybody.</summary>
    public byte[]? KeyHash { get; set; }
}

internal sealed class OtlpKeyHandler(IOptionsMonitor<OtlpKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<OtlpKeyOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Hashes have one length, so the comparison's time tells neither the key nor its length.
        if (Options.KeyHash is { } expected
            && !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(Request.Headers[OtlpKey.Header].ToString())), expected))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var sender = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.AuthenticationMethod, OtlpKey.Policy)], OtlpKey.Policy));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(sender, OtlpKey.Policy)));
    }
}
