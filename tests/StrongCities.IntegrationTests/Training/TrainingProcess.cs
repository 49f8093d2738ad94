using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using StrongCities.Contracts.Training;
using StrongCities.IntegrationTests.Events;
using StrongCities.ServiceDefaults.Refusals;
using StrongCities.Training;

namespace StrongCities.IntegrationTests.Training;

/// <summary>Training as it is shipped, in a process of its own on loopback, with a database and a virtual host of its own.</summary>
public sealed class TrainingProcess(Servers servers) : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly Uri _http = new($"http://127.0.0.1:{FreePort()}");
    private readonly Uri _grpc = new($"http://127.0.0.1:{FreePort()}");
    private readonly MembershipOfRows _membership = new();
    private readonly Guid _staff = Guid.NewGuid();
    private TestIssuer? _issuer;
    private string _address = "";
    private string _broker = "";
    private Process? _process;
    private GrpcChannel? _channel;

    internal static Metadata Nobody => [];

    internal Courses.CoursesClient Courses => new(_channel);

    internal Contracts.Gatherings.Gatherings.GatheringsClient Gatherings => new(_channel);

    internal Contracts.Gatherings.Registrations.RegistrationsClient Registrations => new(_channel);

    internal Contracts.Gatherings.RegistrationMail.RegistrationMailClient Mail => new(_channel);

    internal Metadata WithScope(string scope) => _issuer!.AsService(scope);

    /// <summary>A member with one person that Training has heard of from its first start on.</summary>
    internal (Guid Organization, Guid[] People) Member { get; private set; }

    internal Metadata Staff => As(_staff);

    internal Metadata As(Guid person) => _issuer!.As(person);

    public async Task InitializeAsync()
    {
        _membership.Rows.Staff[_staff] = true;
        Member = _membership.Rows.AddMember("FR", 1, "member");
        _issuer = await TestIssuer.StartAsync();
        await _membership.StartAsync();
        _address = await servers.CreateDatabaseAsync<TrainingDb>("training");
        _broker = await servers.CreateVirtualHostAsync("training");
        _channel = GrpcChannel.ForAddress(_grpc);
        await StartAsync();
    }

    internal async Task StartAsync(bool seed = false)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var assembly = Path.Combine(LocalCopy.Root, "src", "StrongCities.Training", "bin", build.Parent!.Name, build.Name, "StrongCities.Training.dll");
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["OTEL_SERVICE_NAME"] = "training",
                ["ConnectionStrings__trainingdb"] = _address,
                ["ConnectionStrings__messaging"] = _broker,
                ["Kestrel__Endpoints__http__Url"] = _http.ToString(),
                ["Kestrel__Endpoints__grpc__Url"] = _grpc.ToString(),
                ["services__membership__grpc__0"] = _membership.Address,
                ["Demonstration__Seed"] = seed ? "true" : "false",
            },
        };
        foreach (var (name, value) in _issuer!.Environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var client = new HttpClient { BaseAddress = _http };
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var answer = await client.GetAsync("/health");
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (patience.Elapsed < StartTimeMax && !_process.HasExited)
            {
            }
            catch (HttpRequestException error)
            {
                throw new InvalidOperationException($"Training did not start.\n{_output}", error);
            }
        }
    }

    /// <summary>kill -9.</summary>
    internal async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        await _membership.DisposeAsync();
        if (_issuer is not null)
        {
            await _issuer.DisposeAsync();
        }
    }

    /// <summary>How many facts of that name wait in the outbox.</summary>
    internal async Task<long> FactsWaitingAsync(string fact)
    {
        await using var database = NpgsqlDataSource.Create(_address);
        await using var command = database.CreateCommand("SELECT count(*) FROM outbox WHERE type LIKE '%' || $1");
        command.Parameters.AddWithValue(fact);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_address);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a call was refused with.</summary>
    internal static async Task<Refusal> RefusalOf<T>(AsyncUnaryCall<T> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        return error.ReadRefusal() ?? throw new InvalidOperationException($"No refusal but {error.StatusCode}.", error);
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
