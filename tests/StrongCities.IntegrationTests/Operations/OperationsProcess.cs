using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
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

    private readonly StringBuilder _output = new();
    private TestIssuer? _issuer;
    private RolesOwner? _roles;
    private Process? _process;
    private GrpcChannel? _channel;

    public Uri Http { get; } = new($"http://127.0.0.1:{FreePort()}");

    public Uri Grpc { get; } = new($"http://127.0.0.1:{FreePort()}");

    public GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress(Grpc);

    public Process Process => _process!;

    /// <summary>What an operator asks with.</summary>
    internal Contracts.Operations.Traces.TracesClient Traces => new(Channel);

    internal Metadata Operator => As(RolesOwner.OperatorId);

    internal Metadata As(Guid person) => _issuer!.As(person);

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _roles = await RolesOwner.StartAsync();
        _process = Start(new Dictionary<string, string>(_issuer.Environment)
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
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var client = new HttpClient { BaseAddress = Http };
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var answer = await client.GetAsync("/health");
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromSeconds(60) && !_process.HasExited)
            {
            }
            catch (HttpRequestException error)
            {
                throw new InvalidOperationException($"Operations did not start.\n{Output}", error);
            }
        }
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        await (_issuer?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_roles?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Starts the built service with this environment over the test's own.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment)
    {
        var assembly = Assembly();
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string Assembly()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var root = build;
        while (!File.Exists(Path.Combine(root.FullName, "StrongCities.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"No StrongCities.sln above {build}.");
        }

        return Path.Combine(root.FullName, "src", "StrongCities.Operations", "bin", build.Parent!.Name, build.Name, "StrongCities.Operations.dll");
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
