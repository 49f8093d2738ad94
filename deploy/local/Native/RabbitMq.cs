using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace StrongCities.Local.Native;

/// <summary>A broker node of our own, with its own home, cookie, name registry (epmd) and ports.</summary>
internal sealed class RabbitMq(RabbitMQServerResource resource, Instance instance) : Runnable(resource)
{
    // /usr/sbin/rabbitmq-server switches the user and drops the environment.
    public const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public const string Epmd = "/usr/bin/epmd";

    private readonly int _distributionPort = instance.Port($"{resource.Name}/distribution");
    private readonly int _epmdPort = instance.Port($"{resource.Name}/epmd");
    private ChildProcess? _epmd;

    public override TimeSpan StopPatience => TimeSpan.FromSeconds(30);

    private string Folder => instance.Folder("rabbitmq");

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        var home = Directory.CreateDirectory(Path.Combine(Folder, "home")).FullName;
        var cookie = Path.Combine(home, ".erlang.cookie");
        if (!File.Exists(cookie))
        {
            Instance.WritePrivately(cookie, RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 32));
        }

        Instance.WritePrivately(Path.Combine(Folder, "none.conf"), "");
        Instance.WritePrivately(Path.Combine(Folder, "enabled_plugins"), "[rabbitmq_management].\n");
        Instance.WritePrivately(Path.Combine(Folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{resource.Tcp.Port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {resource.Endpoint("management").Port}
            default_user = guest
            default_pass = {resource.Password.Value}
            log.console = true
            log.console.level = warning
            log.file = false
            vm_memory_high_watermark.absolute = 512MB
            disk_free_limit.absolute = 200MB

            """);

        // Left to itself the node starts an epmd that outlives it.
        if (_epmd is null || _epmd.Exited.IsCompleted)
        {
            _epmd = await ChildProcess.StartAsync(
                new ChildCommand(Epmd, ["-address", "127.0.0.1", "-port", $"{_epmdPort}"]) { WhenOrphaned = Signal.Kill }, instance.Log("epmd"));
        }
    }

    public override ChildCommand Command() => new(Server, [])
    {
        Environment = new Dictionary<string, string>
        {
            ["HOME"] = Path.Combine(Folder, "home"),
            ["RABBITMQ_NODENAME"] = $"strongcities-{instance.Mark}@localhost",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, "log"),
            ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "none.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = $"{_epmdPort}",
            // The script then becomes the node itself instead of watching over it: one process, one id, SIGTERM ends it in order.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        },
    };

    // A node that is up greets with Connection.Start (a method frame, type 1) and lets its administrator in.
    public override async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, resource.Tcp.Port, cancellation);
        await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellation);
        var answer = new byte[1];
        if (await client.GetStream().ReadAsync(answer, cancellation) != 1 || answer[0] != 1)
        {
            return false;
        }

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"guest:{resource.Password.Value}")));
        using var whoami = await http.GetAsync($"{resource.Endpoint("management").ListenUrl}/api/whoami", cancellation);
        return whoami.IsSuccessStatusCode;
    }

    public override async Task AfterStopAsync()
    {
        if (_epmd is not null)
        {
            await _epmd.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(2));
            _epmd = null;
        }
    }

    public override void DropData() => Directory.Delete(Folder, recursive: true);
}
