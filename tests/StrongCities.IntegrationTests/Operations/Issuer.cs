using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using StrongCities.Contracts.Membership;

namespace StrongCities.IntegrationTests.Operations;

/// <summary>Issues real signed access tokens, publishes its key, and answers who is an operator, over real HTTP and gRPC.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    public static readonly Guid OperatorId = new("0190c0de-0000-7000-8000-000000000001");
    public static readonly Guid OtherId = new("0190c0de-0000-7000-8000-000000000002");

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RsaSecurityKey _key;
    private readonly WebApplication _app;

    public Issuer()
    {
        _key = new RsaSecurityKey(_rsa) { KeyId = "test" };
        var http = OperationsProcess.FreePort();
        var grpc = OperationsProcess.FreePort();
        Address = $"http://127.0.0.1:{http}";
        RolesAddress = $"http://127.0.0.1:{grpc}";

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A service's appsettings.json lies beside the tests' assembly; its endpoints are not ours.
        builder.Configuration.Sources.Clear();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(http);
            kestrel.ListenLocalhost(grpc, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Address, jwks_uri = $"{Address}/keys" }));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey() } }));
        _app.MapPost("/connect/token", () => Results.Json(new { access_token = TokenOf(Guid.Empty), token_type = "Bearer", expires_in = 300 }));
        _app.MapGrpcService<OneOperator>();
    }

    public string Address { get; }

    public string RolesAddress { get; }

    public Task StartAsync() => _app.StartAsync();

    public string TokenOf(Guid person) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Address,
        Audience = "strongcities",
        TokenType = "at+jwt",
        Claims = new Dictionary<string, object> { ["sub"] = person.ToString() },
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private object PublicKey()
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "test", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
    }

    private sealed class OneOperator : Roles.RolesBase
    {
        public override Task<HoldsRoleReply> HoldsRole(HoldsRoleRequest request, ServerCallContext context) =>
            Task.FromResult(new HoldsRoleReply { Holds = request.Role == "operator" && request.PersonId == OperatorId.ToString() });
    }
}
