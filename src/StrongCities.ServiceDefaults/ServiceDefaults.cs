using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Health;
using StrongCities.ServiceDefaults.Refusals;
using StrongCities.ServiceDefaults.Telemetry;

namespace StrongCities.ServiceDefaults;

/// <summary>What every process of the platform does, in two lines of its Program.cs.</summary>
public static class Defaults
{
    /// <summary>Registers telemetry, health, service discovery and the authentication of callers.</summary>
    /// <exception cref="MissingSettingException">A required setting is not given.</exception>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        StartFailure.SayInOneLine(builder.Environment);
        builder.AddSecretFiles();
        Neighbors.Check(builder.Configuration);
        builder.AddTelemetry();
        builder.AddProbes();
        builder.Services.AddServiceDiscovery();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddCallerAuthentication();
        // The address, the query and the exception's words can hold personal data; none of the framework's own request lines is kept.
        builder.Logging.AddQuietFrameworkLogs();
        return builder;
    }

    /// <summary>
    /// For a process whose endpoint <c>http</c> is public: outside Development its probes and metrics answer at the Kestrel endpoint
    /// <c>probes</c> alone, and nowhere when it has none.
    /// </summary>
    public static WebApplicationBuilder KeepProbesInside(this WebApplicationBuilder builder)
    {
        InsideOnly.Add(builder);
        return builder;
    }

    /// <summary>Registers gRPC with the one refusal model; messages of at most 6 MB (an upload of 5 MB and its envelope).</summary>
    public static WebApplicationBuilder AddGrpcServer(this WebApplicationBuilder builder)
    {
        RefuseClearTextBeyondLoopback(builder);
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = 6 * 1024 * 1024;
            options.EnableDetailedErrors = false;
            options.Interceptors.Add<RefusalInterceptor>();
        });
        builder.Services.AddGrpcHealthChecks();
        return builder;
    }

    /// <summary>Maps the probes, the metrics and, where gRPC is served, its health service.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        InsideOnly.Use(app);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapProbes();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().DisableHttpMetrics().DisableRateLimiting().WithMetadata(InsideOnly.Mark);
        if (app.Services.GetService<Microsoft.Extensions.Options.IConfigureOptions<GrpcServiceOptions>>() is not null)
        {
            app.MapGrpcHealthChecksService().AllowAnonymous();
        }

        return app;
    }

    // On loopback gRPC is clear; anywhere else a token or a name would travel readable.
    private static void RefuseClearTextBeyondLoopback(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()
            && Uri.TryCreate(builder.Configuration["Kestrel:Endpoints:grpc:Url"]?.Replace("*", "any.invalid", StringComparison.Ordinal), UriKind.Absolute, out var address)
            && address is { Scheme: "http", IsLoopback: false })
        {
            throw new InvalidOperationException("Kestrel__Endpoints__grpc__Url is clear text beyond loopback; give it https and a certificate.");
        }
    }

    /// <summary>A setting that the process cannot run without.</summary>
    /// <exception cref="MissingSettingException">It is not given or empty.</exception>
    public static string Setting(this IHostApplicationBuilder builder, string name) => builder.Configuration.Required(name);

    /// <inheritdoc cref="Setting"/>
    public static string Required(this IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } value ? value : throw new MissingSettingException(name);
}
