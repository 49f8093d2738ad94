using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StrongCities.ServiceDefaults.Health;

/// <summary>
/// Probes and metrics tell who runs what and how busy it is: a process whose endpoint <c>http</c> is public answers them, outside Development,
/// at its Kestrel endpoint <c>probes</c> alone, and nothing else there. Told by the connection, which no header of a request can change.
/// </summary>
internal sealed class InsideOnly
{
    /// <summary>Marks what is for those who run the platform.</summary>
    public static readonly InsideOnly Mark = new();

    private const string Endpoint = "probes";
    private static readonly object CameInside = new();

    private InsideOnly()
    {
    }

    /// <summary>Registered where the process has a public endpoint.</summary>
    private sealed record HasPublicEndpoint;

    public static void Add(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            return;
        }

        builder.Services.AddSingleton<HasPublicEndpoint>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigurationLoader?.Endpoint(Endpoint, endpoint => endpoint.ListenOptions.Use(next => connection =>
        {
            connection.Items[CameInside] = true;
            return next(connection);
        })));
    }

    public static void Use(WebApplication app)
    {
        if (app.Services.GetService<HasPublicEndpoint>() is null)
        {
            return;
        }

        app.Use((context, next) =>
        {
            var cameInside = context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(CameInside) == true;
            var isForInside = context.GetEndpoint()?.Metadata.GetMetadata<InsideOnly>() is not null;
            if (cameInside == isForInside)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
