using System.Security.Claims;
using Grpc.Net.ClientFactory;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;
using StrongCities.Contracts.Notifications;
using StrongCities.Contracts.Training;
using StrongCities.Web.Api;
using StrongCities.Web.Caching;
using StrongCities.Web.Layout;
using StrongCities.Web.Pages.Mail;
using StrongCities.Web.SignIn;

namespace StrongCities.UnitTests.Web;

/// <summary>The site's own pages and the whole way to them on a free port of loopback, nobody signed in and every service away.</summary>
public sealed class SiteOnLoopback : IAsyncLifetime
{
    /// <summary>Names the person who is signed in.</summary>
    internal const string SignedInHeader = "X-Test-Person";

    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://localhost");

    public async Task InitializeAsync() => (_app, Address) = await StartAsync(Environments.Development);

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    internal static async Task<(WebApplication App, Uri Address)> StartAsync(string environment, bool behindTls = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
            ApplicationName = typeof(App).Assembly.GetName().Name,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Identity:Issuer"] = "http://identity.test:81/", ["Demonstration:Seed"] = "true", ["ConnectionStrings:cache"] = "127.0.0.1:9" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = "/sign-in");
        builder.Services.AddAuthorization();
        builder.Services.AddScoped<CurrentPerson>();
        builder.AddSite();
        builder.AddPublicPagesCache();
        builder.AddApi();
        // Nothing listens on port 9 of loopback: each call fails at once, as when a service is down.
        Action<GrpcClientFactoryOptions> away = options => options.Address = new Uri("http://127.0.0.1:9");
        builder.Services.AddGrpcClient<People.PeopleClient>(away);
        builder.Services.AddGrpcClient<StrongCities.Contracts.Membership.Directory.DirectoryClient>(away);
        builder.Services.AddGrpcClient<StrongCities.Contracts.Gatherings.Gatherings.GatheringsClient>(away);
        foreach (var kind in new[] { GatheringKinds.Dialogue, GatheringKinds.Cohort })
        {
            builder.Services.AddKeyedTransient(kind, (services, _) => services.GetRequiredService<StrongCities.Contracts.Gatherings.Gatherings.GatheringsClient>());
        }

        builder.Services.AddGrpcClient<Courses.CoursesClient>(away);
        builder.Services.AddGrpcClient<MailReferences.MailReferencesClient>(away);
        builder.Services.AddSingleton<CheckMailLimit>();

        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        if (behindTls)
        {
            // What a proxy that ends TLS tells by its forwarded headers.
            app.Use((context, next) =>
            {
                context.Request.Scheme = "https";
                return next(context);
            });
        }

        app.Use((context, next) =>
        {
            // Somebody is signed in where a test says so: pages behind sign-in are drawn too.
            if (context.Request.Headers.TryGetValue(SignedInHeader, out var person))
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", person.ToString())], "test"));
            }

            return next(context);
        });
        app.UseSite();
        app.MapApi();
        app.MapRazorComponents<App>();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return (app, new Uri(address));
    }
}
