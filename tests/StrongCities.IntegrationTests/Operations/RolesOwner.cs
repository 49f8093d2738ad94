using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StrongCities.Contracts.Membership;

namespace StrongCities.IntegrationTests.Operations;

/// <summary>Stands where Membership stands when Operations asks, over real gRPC, whether somebody is an operator: one person is.</summary>
internal sealed class RolesOwner : IAsyncDisposable
{
    public static readonly Guid OperatorId = new("0190c0de-0000-7000-8000-000000000001");
    public static readonly Guid OtherId = new("0190c0de-0000-7000-8000-000000000002");

    private readonly WebApplication _app;

    private RolesOwner(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<RolesOwner> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A service's appsettings.json lies beside the tests' assembly; its endpoints are not ours.
        builder.Configuration.Sources.Clear();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                endpoint.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        app.Urls.Add(certificate is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0");
        app.MapGrpcService<OneOperator>();
        await app.StartAsync();
        return new RolesOwner(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class OneOperator : Roles.RolesBase
    {
        public override Task<HoldsRoleReply> HoldsRole(HoldsRoleRequest request, ServerCallContext context) =>
            Task.FromResult(new HoldsRoleReply { Holds = request.Role == "operator" && request.PersonId == OperatorId.ToString() });
    }
}
