using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace StrongCities.ServiceDefaults.Callers;

internal static class CallerAuthentication
{
    /// <summary>
    /// Every service checks the access token itself: signature, issuer, audience, lifetime. Keys come from the identity provider's internal
    /// address (<c>services__identity__http__0</c>); the issuer is its public address (<c>Identity__Issuer</c>), whatever host was called.
    /// A process without <c>Identity__Issuer</c> reference to the provider (the provider itself) sets up its own authentication.
    /// </summary>
    public static void AddCallerAuthentication(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        Neighbors.SchemeOf(builder.Configuration, builder.Environment, "identity", "http");
        builder.Services.AddHttpClient(InsideIdentity.ClientName, client => client.BaseAddress = new Uri("http://identity"))
            .ConfigurePrimaryHttpMessageHandler(() => Neighbors.Handler(builder.Configuration))
            // Asked when it is made: the provider itself learns its own address later than this line.
            .AddHttpMessageHandler(() => new Neighbors.SchemeAsGiven(Neighbors.SchemeOf(builder.Configuration, builder.Environment, "identity", "http")))
            .TakeTurns();
        builder.Services.AddSingleton<ServiceTokens>();
        builder.Services.AddSingleton<IAuthorizationPolicyProvider, CallerPolicies>();
        builder.Services.AddSingleton<IAuthorizationHandler, RoleHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, SecondFactorAnswer>();
        builder.Services.AddAuthorization(options =>
        {
            options.AddPolicy(Policies.Person, policy => policy.RequireAuthenticatedUser().AddRequirements(new PersonRequirement()));
            // What names no policy serves nobody.
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
        });

        if (builder.Configuration["services:identity:http:0"] is null)
        {
            return;
        }

        var issuer = builder.Setting("Identity:Issuer");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.Audience = "strongcities";
            options.MetadataAddress = "http://identity/.well-known/openid-configuration";
            options.RequireHttpsMetadata = false;
            options.TokenValidationParameters.ValidIssuers = [issuer, issuer.TrimEnd('/') + "/"];
            options.TokenValidationParameters.ValidAudience = "strongcities";
            options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(60);
        });
        builder.Services.AddHostedService<KnowKeys>();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IHttpMessageHandlerFactory>((options, handlers) =>
        {
            options.ConfigurationManager = new Microsoft.IdentityModel.Protocols.ConfigurationManager<OpenIdConnectConfiguration>(
                options.MetadataAddress!, new OpenIdConnectConfigurationRetriever(),
                new Microsoft.IdentityModel.Protocols.HttpDocumentRetriever(InsideIdentity.Client(issuer, handlers)) { RequireHttps = false })
            {
                // An unknown key id asks again at most twice a minute, so that forged ones cannot hammer the provider.
                RefreshInterval = TimeSpan.FromSeconds(30),
            };
        });
    }
}
