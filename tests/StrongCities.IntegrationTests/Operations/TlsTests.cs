using System.Security.Authentication;
using Grpc.Core;
using Grpc.Net.Client;
using StrongCities.Contracts.Operations;

namespace StrongCities.IntegrationTests.Operations;

/// <summary>gRPC between machines: Operations as it is shipped, outside Development, served over TLS, asking Membership's and Identity's places over TLS.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly PrivateAuthority _ours = new("ours");
    private readonly PrivateAuthority _other = new("other");
    private readonly string _secrets = Directory.CreateTempSubdirectory("strongcities-secrets-").FullName;
    private TestIssuer? _issuer;
    private RolesOwner? _roles;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync(_ours.Certificate());
        _roles = await RolesOwner.StartAsync(_ours.Certificate());
        // As a secret of Compose or a credential of systemd: a file, not a variable.
        await File.WriteAllTextAsync(Path.Combine(_secrets, "Otlp__Key"), OperationsProcess.Key);
    }

    public async Task DisposeAsync()
    {
        await _issuer!.DisposeAsync();
        await _roles!.DisposeAsync();
        _ours.Dispose();
        _other.Dispose();
        Directory.Delete(_secrets, recursive: true);
    }

    [Fact]
    public async Task A_call_over_TLS_is_answered_and_the_service_asks_its_neighbor_over_TLS()
    {
        var (process, grpc) = await ServeAsync(_ours);
        await using (process)
        {
            Assert.Empty((await SearchAsync(grpc, _ours)).Traces);

            // The same call by somebody who trusts another authority.
            var refused = await Assert.ThrowsAsync<RpcException>(() => SearchAsync(grpc, _other));
            Assert.IsType<AuthenticationException>(refused.InnerException?.InnerException ?? refused.InnerException);
        }
    }

    [Fact]
    public async Task A_service_that_trusts_another_authority_cannot_ask_its_neighbors_and_serves_nobody()
    {
        var (process, grpc) = await ServeAsync(_other);
        await using (process)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => SearchAsync(grpc, _ours));
            // It cannot fetch the keys that tokens are signed with either.
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }
    }

    [Theory]
    [InlineData("services__membership__grpc__0", "http://membership:8080")]
    [InlineData("services__identity__http__0", "http://identity:8080")]
    [InlineData("Kestrel__Endpoints__grpc__Url", "http://*:8443")]
    [InlineData("Tls__AuthorityPath", "/nowhere/authority.pem")]
    [InlineData("Secrets__Directory", "/nowhere")]
    public async Task It_does_not_start_on_clear_text_beyond_loopback_or_without_what_its_settings_name(string setting, string value)
    {
        var (status, said) = await ServiceProcess.RunAsync(
            "Operations", new Dictionary<string, string>(Settings(_ours, $"https://localhost:{ServiceProcess.FreePort()}")) { [setting] = value });

        Assert.Equal(78, status);
        Assert.Contains(setting, Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private async Task<(ServiceProcess Process, string Grpc)> ServeAsync(PrivateAuthority trusted)
    {
        var grpc = $"https://localhost:{ServiceProcess.FreePort()}";
        var settings = Settings(trusted, grpc);
        return (await ServiceProcess.ServeAsync("Operations", new Uri(settings["Kestrel__Endpoints__http__Url"]), settings), grpc);
    }

    private Dictionary<string, string> Settings(PrivateAuthority trusted, string grpc) => new(_issuer!.Environment)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["OTEL_SERVICE_NAME"] = "operations",
        ["Secrets__Directory"] = _secrets,
        ["Kestrel__Endpoints__http__Url"] = $"http://localhost:{ServiceProcess.FreePort()}",
        ["Kestrel__Endpoints__grpc__Url"] = grpc,
        ["Kestrel__Certificates__Default__Path"] = _ours.CertificatePath,
        ["Kestrel__Certificates__Default__KeyPath"] = _ours.KeyPath,
        ["Tls__AuthorityPath"] = trusted.AuthorityPath,
        ["services__membership__grpc__0"] = _roles!.Address,
    };

    private async Task<SearchTracesReply> SearchAsync(string grpc, PrivateAuthority trusted)
    {
        using var channel = GrpcChannel.ForAddress(grpc, new GrpcChannelOptions { HttpHandler = trusted.Trusting(), DisposeHttpClient = true });
        return await new Contracts.Operations.Traces.TracesClient(channel).SearchAsync(new SearchTracesRequest(), _issuer!.As(RolesOwner.OperatorId), DateTime.UtcNow.AddSeconds(60));
    }
}
