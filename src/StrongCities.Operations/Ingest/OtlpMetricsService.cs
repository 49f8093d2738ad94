using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Operations.Otlp;

namespace StrongCities.Operations.Ingest;

/// <summary>OTLP over gRPC for metrics; <see cref="OtlpMethod"/> says why it is bound by hand, and that needs a virtual method.</summary>
[BindServiceMethod(typeof(OtlpMetricsService), nameof(Bind))]
internal class OtlpMetricsService(ReceiveTelemetry telemetry)
{
    public static void Bind(ServiceBinderBase binder, OtlpMetricsService? service) =>
        OtlpMethod.Bind(binder, "opentelemetry.proto.collector.metrics.v1.MetricsService", ExportMetricsServiceRequest.Parser, ExportMetricsServiceResponse.Parser);

    [Authorize(OtlpKey.Policy)]
    public virtual Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) =>
        Task.FromResult(telemetry.Receive(request));
}
