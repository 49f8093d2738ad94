using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StrongCities.ServiceDefaults.Health;

internal static class Probes
{
    public static void AddProbes(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck("process", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.AddSingleton<IHealthCheckPublisher, HealthMetrics>();
        builder.Services.Configure<HealthCheckPublisherOptions>(options => options.Period = HealthMetrics.Period);
    }

    /// <summary><c>/alive</c>: the process answers. <c>/health</c>: its own dependencies answer, its backfill is done, its consumers live.</summary>
    public static void MapProbes(this WebApplication app)
    {
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") }).AllowAnonymous().DisableHttpMetrics().WithMetadata(InsideOnly.Mark);
        app.MapHealthChecks("/health").AllowAnonymous().DisableHttpMetrics().WithMetadata(InsideOnly.Mark);
    }
}
