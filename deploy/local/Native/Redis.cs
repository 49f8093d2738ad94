using System.Net;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace StrongCities.Local.Native;

internal sealed class Redis(RedisResource resource, Instance instance) : Runnable(resource)
{
    public const string Server = "/usr/bin/redis-server";

    private string Folder => instance.Folder("redis");

    private string Configuration => Path.Combine(Folder, "redis.conf");

    // The password stands in a file: a command line can be read by everybody on the machine.
    public override Task PrepareAsync(CancellationToken cancellation)
    {
        Instance.WritePrivately(Configuration, $"""
            bind 127.0.0.1
            port {resource.Tcp.Port}
            requirepass {resource.Password.Value}
            dir {Folder}
            appendonly yes
            appendfsync everysec
            save ""
            maxmemory 128mb
            maxmemory-policy noeviction
            daemonize no

            """);
        return Task.CompletedTask;
    }

    public override ChildCommand Command() => new(Server, [Configuration]);

    // While it loads its file, Redis answers -LOADING.
    public override async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, resource.Tcp.Port, cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"AUTH {resource.Password.Value}\r\nPING\r\n"), cancellation);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync(cancellation) == "+OK" && await reader.ReadLineAsync(cancellation) == "+PONG";
    }

    public override void DropData() => Directory.Delete(Folder, recursive: true);
}
