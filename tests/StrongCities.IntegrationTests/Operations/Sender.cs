using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace StrongCities.IntegrationTests.Operations;

/// <summary>A service's telemetry, made and sent by the OpenTelemetry SDK and its OTLP exporter as every process of ours does.</summary>
internal sealed class Sender : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly ILoggerFactory _logs;

    public Sender(OperationsProcess operations, OtlpExportProtocol protocol, string service, string key = OperationsProcess.Key)
    {
        Source = new ActivitySource($"{service}-{Guid.NewGuid():N}");
        var resource = ResourceBuilder.CreateEmpty().AddService(service);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Source.Name)
            .AddOtlpExporter(options => Configure(options, "traces"))
            .Build();
        _logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(resource);
            options.AddOtlpExporter(exporter => Configure(exporter, "logs"));
        }));
        Log = _logs.CreateLogger("StrongCities.Test");

        void Configure(OtlpExporterOptions options, string signal)
        {
            options.Protocol = protocol;
            options.Endpoint = protocol == OtlpExportProtocol.Grpc ? operations.Grpc : new Uri(operations.Http, $"/v1/{signal}");
            options.Headers = $"x-otlp-api-key={key}";
        }
    }

    public ActivitySource Source { get; }

    public ILogger Log { get; }

    /// <summary>False when the receiver did not take it.</summary>
    public bool Flush() => _traces.ForceFlush(10_000);

    public void Dispose()
    {
        _logs.Dispose();
        _traces.Dispose();
        Source.Dispose();
    }
}
