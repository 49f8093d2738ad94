using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.Faults.Naive;

/// <summary>One process of the naive service, so that it can be killed: this very program in another role.</summary>
internal sealed class NaiveProcess : IDisposable
{
    public const string Role = "naive-service";

    private readonly string[] _arguments;
    private Process? _process;

    private NaiveProcess(int port, string database, string broker)
    {
        _arguments = ["exec", typeof(NaiveProcess).Assembly.Location, Role, $"{port}", database, broker];
        Channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
    }

    public GrpcChannel Channel { get; }

    public Registrations.RegistrationsClient Client => new(Channel);

    public static async Task<NaiveProcess> StartAsync(string database, string broker)
    {
        var process = new NaiveProcess(FreePort(), database, broker);
        await process.StartAsync();
        return process;
    }

    /// <summary>SIGKILL, and another process in its place.</summary>
    public async Task KillAndWaitAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await StartAsync();
    }

    public void Dispose()
    {
        Channel.Dispose();
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
    }

    /// <summary>The process's own main.</summary>
    public static async Task<int> RunAsync(string port, string database, string broker)
    {
        // The parent's death closes the pipe; then this process ends as well.
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null)
            {
            }

            Environment.Exit(0);
        });
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var publishing = await connection.CreateChannelAsync();
        await using var listening = await connection.CreateChannelAsync();
        await publishing.QueueDeclareAsync(NaiveMail.Queue, durable: true, exclusive: false, autoDelete: false);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A service's appsettings.json lies beside this assembly; its endpoints are not ours.
        builder.Configuration.Sources.Clear();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new NaiveRegistrations(source, publishing));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(int.Parse(port, null), endpoint => endpoint.Protocols = HttpProtocols.Http2));
        await using var app = builder.Build();
        app.MapGrpcService<NaiveRegistrations>();
        await app.StartAsync();
        await NaiveMail.ListenAsync(source, listening);
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", _arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        if (await _process.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException("The naive service did not start.");
        }
    }
}
