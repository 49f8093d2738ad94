using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StrongCities.ServiceDefaults.Health;

internal static class Probes
{
    public static void AddProbes(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck("process", () => HealthCheckResult.Healthy(), ["live"]);
        Drain.Add(builder);
        builder.Services.AddSingleton<StartUp>();
        builder.Services.AddSingleton<IHealthCheckPublisher>(services => services.GetRequiredService<StartUp>());
        builder.Services.AddSingleton<IHealthCheckPublisher, HealthMetrics>();
        builder.Services.Configure<HealthCheckPublisherOptions>(options => (options.Delay, options.Period) = (TimeSpan.FromSeconds(1), HealthMetrics.Period));
    }

    /// <summary>
    /// <c>/alive</c>: the process answers; red: start it anew. <c>/started</c>: its first rows, backfill and consumers have been there once; never goes back.
    /// <c>/health</c>: send it work now: its own dependencies answer and it is not being stopped.
    /// </summary>
    public static void MapProbes(this WebApplication app)
    {
        IEndpointConventionBuilder[] probes =
        [
            app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") }),
            app.MapHealthChecks("/health", new HealthCheckOptions
            {
                // Whoever sees green ends the next replica: from then on this one says "not now" to nobody.
                ResponseWriter = async (context, report) =>
                {
                    await context.RequestServices.GetRequiredService<StartUp>().PublishAsync(report, context.RequestAborted);
                    await context.Response.WriteAsync(report.Status.ToString(), context.RequestAborted);
                },
            }),
            app.MapGet("/started", async (StartUp start, CancellationToken stop) =>
                await start.IsDoneAsync(stop) ? Results.Text("Started") : Results.Text("Starting", statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription(),
        ];
        foreach (var probe in probes)
        {
            probe.AllowAnonymous().DisableHttpMetrics().DisableRateLimiting().WithMetadata(InsideOnly.Mark);
        }
    }
}
