using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Operations.Otlp;

namespace StrongCities.Operations.Ingest;

/// <summary>OTLP over gRPC for traces; <see cref="OtlpMethod"/> says why it is bound by hand, and that needs a virtual method.</summary>
[BindServiceMethod(typeof(OtlpTracesService), nameof(Bind))]
internal class OtlpTracesService(ReceiveTelemetry telemetry)
{
    public static void Bind(ServiceBinderBase binder, OtlpTracesService? service) =>
        OtlpMethod.Bind(binder, "opentelemetry.proto.collector.trace.v1.TraceService", ExportTraceServiceRequest.Parser, ExportTraceServiceResponse.Parser);

    [Authorize(OtlpKey.Policy)]
    public virtual Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) =>
        Task.FromResult(telemetry.Receive(request));
}
