using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace StrongCities.ServiceDefaults.Telemetry;

internal static class Telemetry
{
    private static readonly string[] ProbePaths = ["/alive", "/health", "/started", "/metrics", "/grpc.health.v1.Health", "/opentelemetry."];

    /// <summary>Traces, metrics and logs; sent by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var service = builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName;
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = context => !IsProbe(context.Request.Path) && !IsAsset(context.Request.Path);
                    options.RecordException = false;
                    // A form's handler would begin a trace of its own and tear the request's in two.
                    options.EnableRazorComponentsSupport = false;
                })
                .AddHttpClientInstrumentation(options => options.RecordException = false)
                .AddGrpcClientInstrumentation(options => options.SuppressDownstreamInstrumentation = true)
                .AddNpgsql()
                .AddSource("MassTransit", "StrongCities.*")
                .AddProcessor(new AllowedAttributes()))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("MassTransit", "Npgsql", "StrongCities.*")
                .AddPrometheusExporter());

        // Logs go out as templates with their parameters; exceptions go out as types only.
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = false;
            logs.AddProcessor(new WithoutExceptionWords());
        });
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>Only warnings of the framework, whose Information lines print addresses and queries.</summary>
    public static void AddQuietFrameworkLogs(this ILoggingBuilder logging)
    {
        foreach (var category in new[] { "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Http", "System.Net.Http", "Grpc", "OpenIddict", "Npgsql", "Polly" })
        {
            logging.AddFilter(category, LogLevel.Warning);
        }

        // Asked every second by supervisors; the answer is theirs, not the log's.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        // These print an exception with its words, or a failed statement's text; our own code logs the type and the place.
        logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        logging.AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.None);
        logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None);
    }

    private static bool IsProbe(PathString path) => ProbePaths.Any(probe => path.Value?.StartsWith(probe, StringComparison.Ordinal) == true);

    // A page brings half a dozen of them, and they say nothing of it.
    private static bool IsAsset(PathString path) => Path.GetExtension(path.Value) is ".css" or ".js" or ".woff2" or ".svg" or ".png" or ".ico";
}
