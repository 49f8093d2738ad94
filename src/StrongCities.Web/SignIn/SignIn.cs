using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Keys;
using StrongCities.Web.Languages;

namespace StrongCities.Web.SignIn;

/// <summary>Signing in at the identity provider (OpenID Connect, code with PKCE) and the session that follows.</summary>
internal static class SignIn
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string Provider = OpenIdConnectDefaults.AuthenticationScheme;

    /// <summary>Under this name a challenge carries the acr_values to ask for.</summary>
    private const string AskedFor = "asked-for";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var issuer = builder.Setting("Identity:Issuer");
        var secret = builder.Setting("Identity:ClientSecret");
        var development = builder.Environment.IsDevelopment();

        builder.AddSealedKeys("StrongCities.Web", "Web:MasterKey").PersistKeysToDbContext<WebDb>();
        builder.Services.AddSingleton<TicketStore>();
        builder.Services.AddScoped<RefreshTokens>();
        builder.Services.AddScoped<CurrentPerson>();
        builder.Services.AddScoped<RoleQuestion, OwnRoles>();
        // Pages are for everybody unless they say otherwise; what is not public is kept by the services, which check the caller themselves.
        builder.Services.Configure<AuthorizationOptions>(options => options.FallbackPolicy = null);

        builder.Services.AddAuthentication(options =>
            {
                options.DefaultScheme = Scheme;
                options.DefaultAuthenticateScheme = Scheme;
                options.DefaultChallengeScheme = Scheme;
                options.DefaultForbidScheme = Scheme;
                options.DefaultSignInScheme = Scheme;
            })
            .AddCookie(Scheme, options =>
            {
                Harden(options.Cookie, "session", development);
                options.ExpireTimeSpan = TicketStore.IdleMax;
                options.SlidingExpiration = true;
                options.LoginPath = "/sign-in";
                options.ReturnUrlParameter = "returnUrl";
                options.EventsType = typeof(RefreshTokens);
            })
            .AddOpenIdConnect(Provider, options =>
            {
                options.ClientId = "web";
                options.ClientSecret = secret;
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.UsePkce = true;
                options.SaveTokens = true;
                options.MapInboundClaims = false;
                options.DisableTelemetry = true;
                // How somebody signed in is asked of pages for roles; the framework would drop it.
                options.ClaimActions.Remove("amr");
                options.Scope.Clear();
                foreach (var scope in new[] { "openid", "offline_access", "strongcities" })
                {
                    options.Scope.Add(scope);
                }

                options.TokenValidationParameters.ValidIssuers = [issuer, issuer.TrimEnd('/') + "/"];
                Harden(options.CorrelationCookie, "correlation.", development);
                Harden(options.NonceCookie, "nonce.", development);
                options.Events.OnRedirectToIdentityProvider = context =>
                {
                    context.ProtocolMessage.AcrValues = context.Properties.GetString(AskedFor);
                    context.ProtocolMessage.UiLocales = context.HttpContext.Features.Get<Language>()?.Code;
                    return Task.CompletedTask;
                };
                options.Events.OnTicketReceived = context =>
                {
                    // What may do more begins under a new key; a session that lives on meanwhile ends here, and not before.
                    context.HttpContext.Features.Set(new NewSignIn());
                    RefreshTokens.StampSignIn(context.Properties!, context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
                    return Task.CompletedTask;
                };
                // Declined, timed out, or opened twice: a page that says so, with a link to begin again.
                options.Events.OnRemoteFailure = context =>
                {
                    context.Response.Redirect("/sign-in-failed");
                    context.HandleResponse();
                    return Task.CompletedTask;
                };
            });

        builder.Services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<TicketStore>((options, store) => options.SessionStore = store);
        builder.Services.AddOptions<OpenIdConnectOptions>(Provider).Configure<IHttpMessageHandlerFactory>((options, handlers) =>
        {
            var client = options.Backchannel = InsideIdentity.Client(issuer, handlers);
            options.ConfigurationManager = new IdentityAddresses(issuer, new ConfigurationManager<OpenIdConnectConfiguration>(
                "http://identity/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(client) { RequireHttps = false }));
        });
    }

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/sign-in", async (HttpContext http, string? returnUrl, string? factor, IOptionsMonitor<OpenIdConnectOptions> provider, IHttpClientFactory clients) =>
        {
            var target = SafeReturn(returnUrl) ?? $"{http.Request.PathBase}/";
            // A second factor is asked for although somebody is signed in: the provider knows what to ask next.
            var second = factor == "second";
            if (http.User.Identity?.IsAuthenticated == true && !second)
            {
                return Results.LocalRedirect(target);
            }

            try
            {
                // What was once learned of it is kept for hours; a reader must not be led to an address where nobody answers.
                using var client = clients.CreateClient(InsideIdentity.ClientName);
                client.Timeout = TimeSpan.FromSeconds(2);
                using var alive = await client.GetAsync("/status", http.RequestAborted);
                alive.EnsureSuccessStatusCode();
                await provider.Get(Provider).ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
            }
            catch (Exception error) when (error is InvalidOperationException or HttpRequestException or TaskCanceledException && !http.RequestAborted.IsCancellationRequested)
            {
                // The provider does not answer: the page for that, not a fault of ours.
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            WithoutLanguage(http);
            return Results.Challenge(new(new Dictionary<string, string?> { [AskedFor] = second ? "mfa" : null }) { RedirectUri = target }, [Provider]);
        }).ExcludeFromDescription();

        app.MapPost("/sign-out/now", async (HttpContext http, IConfiguration configuration, IAntiforgery antiforgery) =>
        {
            var home = $"{http.Request.PathBase}/signed-out";
            if (!await antiforgery.IsRequestValidAsync(http))
            {
                return Results.LocalRedirect($"{http.Request.PathBase}/sign-out");
            }

            await http.SignOutAsync(Scheme);
            WithoutLanguage(http);
            return Results.SignOut(new() { RedirectUri = home }, [Provider]);
        }).DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary>An address of this site, or null: "//elsewhere", "/\elsewhere" and full addresses lead away from it.</summary>
    public static string? SafeReturn(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) && Uri.IsWellFormedUriString(address, UriKind.Relative)
            ? address
            : null;

    // The provider knows one address to come back to, without a language.
    private static void WithoutLanguage(HttpContext http)
    {
        http.Request.PathBase = PathString.Empty;
        if (http.Features.Get<IAuthenticationFeature>() is { } feature)
        {
            feature.OriginalPathBase = PathString.Empty;
        }
    }

    /// <summary>A <c>__Host-</c> cookie; in Development, where loopback has no TLS, a plain name: browsers share it among the ports of a host, so it says whose it is.</summary>
    public static void Harden(CookieBuilder cookie, string name, bool development)
    {
        cookie.Name = development ? "web-" + name : "__Host-" + name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }
}
