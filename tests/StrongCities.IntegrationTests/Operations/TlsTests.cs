using System.Diagnostics;
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
        using (process)
        {
            Assert.Empty((await SearchAsync(grpc, _ours)).Traces);

            // The same call by somebody who trusts another authority.
            var refused = await Assert.ThrowsAsync<RpcException>(() => SearchAsync(grpc, _other));
            Assert.IsType<AuthenticationException>(refused.InnerException?.InnerException ?? refused.InnerException);
            await EndAsync(process);
        }
    }

    [Fact]
    public async Task A_service_that_trusts_another_authority_cannot_ask_its_neighbors_and_serves_nobody()
    {
        var (process, grpc) = await ServeAsync(_other);
        using (process)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => SearchAsync(grpc, _ours));
            // It cannot fetch the keys that tokens are signed with either.
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
            await EndAsync(process);
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
        using var process = OperationsProcess.Start(new Dictionary<string, string>(Settings(_ours, $"https://localhost:{OperationsProcess.FreePort()}")) { [setting] = value });
        var said = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);

        Assert.Equal(78, process.ExitCode);
        Assert.Contains(setting, Assert.Single((await said).Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private async Task<(Process Process, string Grpc)> ServeAsync(PrivateAuthority trusted)
    {
        var grpc = $"https://localhost:{OperationsProcess.FreePort()}";
        var settings = Settings(trusted, grpc);
        var process = OperationsProcess.Start(settings);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = new Uri(settings["Kestrel__Endpoints__http__Url"]) };
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var answer = await client.GetAsync("/health");
                answer.EnsureSuccessStatusCode();
                return (process, grpc);
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromSeconds(30) && !process.HasExited)
            {
            }
            catch (HttpRequestException)
            {
                await EndAsync(process);
                throw new InvalidOperationException($"Operations did not start.\n{await output}{await errors}");
            }
        }
    }

    private Dictionary<string, string> Settings(PrivateAuthority trusted, string grpc) => new(_issuer!.Environment)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["OTEL_SERVICE_NAME"] = "operations",
        ["Secrets__Directory"] = _secrets,
        ["Kestrel__Endpoints__http__Url"] = $"http://localhost:{OperationsProcess.FreePort()}",
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

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
