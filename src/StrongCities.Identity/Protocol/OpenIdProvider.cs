using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Validation;
using OpenIddict.Validation.AspNetCore;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Clients;
using StrongCities.Identity.Keys;
using StrongCities.Identity.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StrongCities.Identity.Protocol;

/// <summary>OpenID Connect provider: code with PKCE (S256), refresh with rotation, client credentials.</summary>
internal static class OpenIdProvider
{
    private const int AccessTokenMinutes = 5;
    private const int CodeSeconds = 60;

    /// <summary>Two tabs may refresh with one token; later than this it is theft, and everything of the session is revoked.</summary>
    private const int ReuseLeewaySeconds = 30;

    public static void AddOpenIdProvider(this WebApplicationBuilder builder, IdentitySettings settings)
    {
        var services = builder.Services;
        services.AddIdentityCore<Account>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .AddEntityFrameworkStores<IdentityDb>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddAuthentication(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme)
            .AddCookie(SessionCookie.Scheme, options => SessionCookie.Configure(options, settings));

        services.AddSingleton<KeyRing>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictValidationOptions>>(provider => provider.GetRequiredService<KeyRing>());
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>())
            .AddServer(server => Configure(server, settings))
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.AddAudiences(TokenClaims.Audience);
                validation.EnableTokenEntryValidation();
                validation.EnableAuthorizationEntryValidation();
                validation.UseAspNetCore();
            });
        services.AddScoped<RotateKeys>().AddScoped<RegisterClients>();
        services.AddScoped<AuthorizeClient>().AddScoped<ExchangeToken>().AddScoped<SignOutOfSite>();
        services.AddScoped<StartSession>().AddScoped<EndSession>();
    }

    public static void MapOpenIdProvider(this WebApplication app)
    {
        app.MapGet("/connect/authorize", (AuthorizeClient authorize, HttpContext http) => authorize.AuthorizeAsync(http)).AllowAnonymous();
        app.MapPost("/connect/token", (ExchangeToken exchange, HttpContext http) => exchange.ExchangeAsync(http)).AllowAnonymous();
        app.MapGet("/connect/endsession", (SignOutOfSite signOut, HttpContext http) => signOut.SignOutAsync(http)).AllowAnonymous();
    }

    private static void Configure(OpenIddictServerBuilder server, IdentitySettings settings)
    {
        server.SetIssuer(settings.Issuer);
        server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token")
            .SetEndSessionEndpointUris("connect/endsession").SetRevocationEndpointUris("connect/revocation");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        server.RegisterScopes([Scopes.OpenId, Scopes.OfflineAccess, .. ClientScopes.All]);
        server.DisableAccessTokenEncryption();
        server.SetAccessTokenLifetime(TimeSpan.FromMinutes(AccessTokenMinutes));
        server.SetIdentityTokenLifetime(TimeSpan.FromMinutes(AccessTokenMinutes));
        server.SetAuthorizationCodeLifetime(TimeSpan.FromSeconds(CodeSeconds));
        server.SetRefreshTokenLifetime(TimeSpan.FromHours(Session.HoursMax));
        server.SetRefreshTokenReuseLeeway(TimeSpan.FromSeconds(ReuseLeewaySeconds));
        server.Configure(options =>
        {
            options.CodeChallengeMethods.IntersectWith([CodeChallengeMethods.Sha256]);
            options.ResponseModes.IntersectWith([ResponseModes.Query]);
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(ReuseLeewaySeconds);
        });
        // Whether a hop is encrypted is decided where this listens, not here: inside, services fetch keys without.
        server.UseAspNetCore().DisableTransportSecurityRequirement().EnableStatusCodePagesIntegration()
            .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough();
    }
}
