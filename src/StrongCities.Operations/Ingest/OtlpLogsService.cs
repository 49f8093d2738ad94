using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Operations.Otlp;

namespace StrongCities.Operations.Ingest;

/// <summary>OTLP over gRPC for logs; <see cref="OtlpMethod"/> says why it is bound by hand, and that needs a virtual method.</summary>
[BindServiceMethod(typeof(OtlpLogsService), nameof(Bind))]
internal class OtlpLogsService(ReceiveTelemetry telemetry)
{
    public static void Bind(ServiceBinderBase binder, OtlpLogsService? service) =>
        OtlpMethod.Bind(binder, "opentelemetry.proto.collector.logs.v1.LogsService", ExportLogsServiceRequest.Parser, ExportLogsServiceResponse.Parser);

    [Authorize(OtlpKey.Policy)]
    public virtual Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context) =>
        Task.FromResult(telemetry.Receive(request));
}
