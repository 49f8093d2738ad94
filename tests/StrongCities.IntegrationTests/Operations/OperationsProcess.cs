using Grpc.Core;
using Grpc.Net.Client;

namespace StrongCities.IntegrationTests.Operations;

/// <summary>
/// Operations as it is shipped, in a process of its own on loopback, with an issuer of real signed tokens and an owner of roles beside it.
/// It needs no server, so these tests run without the machine's lock.
/// </summary>
public sealed class OperationsProcess : IAsyncLifetime
{
    public const string Key = "integration-key-0123456789abcdef";

    private TestIssuer? _issuer;
    private RolesOwner? _roles;
    private ServiceProcess? _process;
    private GrpcChannel? _channel;

    public Uri Http { get; } = new($"http://127.0.0.1:{ServiceProcess.FreePort()}");

    public Uri Grpc { get; } = new($"http://127.0.0.1:{ServiceProcess.FreePort()}");

    public GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress(Grpc);

    public bool HasExited => _process!.HasExited;

    /// <summary>What an operator asks with.</summary>
    internal Contracts.Operations.Traces.TracesClient Traces => new(Channel);

    internal Metadata Operator => As(RolesOwner.OperatorId);

    internal Metadata As(Guid person) => _issuer!.As(person);

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _roles = await RolesOwner.StartAsync();
        _process = await ServiceProcess.ServeAsync("Operations", Http, new Dictionary<string, string>(_issuer.Environment)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Otlp__Key"] = Key,
            ["Kestrel__Endpoints__http__Url"] = Http.ToString(),
            ["Kestrel__Endpoints__grpc__Url"] = Grpc.ToString(),
            ["services__membership__grpc__0"] = _roles.Address,
            // A mistake of whoever runs it, which must not make it watch itself.
            ["OTEL_SERVICE_NAME"] = "operations",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Grpc.ToString(),
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={Key}",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        });
    }

    public string Output => _process!.Output;

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_issuer?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_roles?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
