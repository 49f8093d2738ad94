using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace StrongCities.IntegrationTests.Admission;

/// <summary>A line to PostgreSQL that can be cut between the server's commit and the client's hearing of it.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private int _armed;

    public CutLine(string address)
    {
        _server = new NpgsqlConnectionStringBuilder(address);
        _listener.Start();
        // Prepared statements would hide the word that the line listens for; encryption would hide all.
        Address = new NpgsqlConnectionStringBuilder(address)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            MaxAutoPrepare = 0,
        }.ConnectionString;
        _ = AcceptAsync();
    }

    public string Address { get; }

    public int Cuts { get; private set; }

    public void CutAfterNextCommit() => Volatile.Write(ref _armed, 1);

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = CarryAsync(client);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        await server.ConnectAsync(_server.Host!, _server.Port);
        var cut = false;
        var there = PipeAsync(client.GetStream(), server.GetStream(), bytes =>
        {
            if (bytes.Span.IndexOf("commit\0"u8) >= 0 && Interlocked.Exchange(ref _armed, 0) == 1)
            {
                cut = true;
            }

            return true;
        });
        // The server answers a commit only when it is durable: what it says then is dropped, and the line with it.
        var back = PipeAsync(server.GetStream(), client.GetStream(), __ => !cut);
        await Task.WhenAny(there, back);
        if (cut)
        {
            Cuts++;
        }
    }

    private static async Task PipeAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> pass)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer)) > 0;)
            {
                if (!pass(buffer.AsMemory(0, count)))
                {
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException)
        {
            // One end has hung up.
        }
    }
}
