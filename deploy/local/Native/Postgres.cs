using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace StrongCities.Local.Native;

internal sealed class Postgres(PostgresServerResource resource, Instance instance, string? fakeClock) : Runnable(resource)
{
    // PostgreSQL refuses to run as root.
    private readonly string? _user = Environment.IsPrivilegedProcess ? "postgres" : null;
    private string? _clockLibrary;

    // SIGTERM would wait for every open connection.
    public override Signal StopSignal => Signal.Interrupt;

    public override string? DataElsewhere => Data.StartsWith(instance.Directory, StringComparison.Ordinal) ? null : Data;

    private string Data { get; } = Environment.IsPrivilegedProcess && !OthersMayPass(instance.Directory)
        ? $"/var/tmp/strongcities-{instance.Mark}/data"
        : Path.Combine(instance.Directory, "postgres", "data");

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        if (fakeClock is not null)
        {
            if (!File.Exists(fakeClock))
            {
                await File.WriteAllTextAsync(fakeClock, "+0\n", cancellation);
            }

            // Beside the data, where PostgreSQL's user can read it.
            _clockLibrary = await MovedClock.BuildAsync(Directory.CreateDirectory(Path.GetDirectoryName(Data)!).FullName);
        }

        if (File.Exists(Path.Combine(Data, "PG_VERSION")))
        {
            return;
        }

        var folder = Directory.CreateDirectory(Path.GetDirectoryName(Data)!).FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var password = Path.Combine(folder, "password");
        Instance.WritePrivately(password, resource.Password.Value);
        if (_user is not null)
        {
            Demand(await Tool.RunAsync("chown", "-R", $"{_user}:", folder));
        }

        // Sorting and lower-casing follow ICU: with --no-locale, lower('ÉCOLE') is wrong.
        string[] initdb =
        [
            Path.Combine(Installation.PostgresBinaries()!, "initdb"), "-D", Data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password,
            "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=und", "--locale=C.UTF-8",
        ];
        string[] asUser = _user is null ? [] : ["setpriv", "--reuid", _user, "--regid", _user, "--init-groups"];
        string[] whole = [.. asUser, .. initdb];
        Demand(await Tool.RunAsync(whole[0], whole[1..]));
        File.Delete(password);
    }

    public override ChildCommand Command()
    {
        // Through env and not from the start: root's own shell would make the semaphore that PostgreSQL's user must open.
        string[] clock = fakeClock is null ? [] :
        [
            "/usr/bin/env", .. MovedClock.Environment(_clockLibrary!, fakeClock).Select(setting => $"{setting.Name}={setting.Value}"),
        ];
        string[] server =
        [
            Path.Combine(Installation.PostgresBinaries()!, "postgres"), "-D", Data, "-p", $"{resource.Tcp.Port}", "-h", "127.0.0.1", "-k", "",
            "-c", "max_connections=200", "-c", "shared_buffers=128MB",
        ];
        string[] whole = [.. clock, .. server];
        return new ChildCommand(whole[0], whole[1..]) { User = _user, WhenOrphaned = Signal.Interrupt };
    }

    // Before it is ready, PostgreSQL answers a start message with an error ('E'); then with a demand for the password ('R').
    public override async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, resource.Tcp.Port, cancellation);
        var parameters = Encoding.ASCII.GetBytes("user\0postgres\0database\0postgres\0\0");
        var message = new byte[8 + parameters.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), 3 << 16);
        parameters.CopyTo(message, 8);
        await client.GetStream().WriteAsync(message, cancellation);
        var answer = new byte[1];
        return await client.GetStream().ReadAsync(answer, cancellation) == 1 && answer[0] == 'R';
    }

    public override void DropData()
    {
        if (Directory.Exists(Path.GetDirectoryName(Data)))
        {
            Directory.Delete(Path.GetDirectoryName(Data)!, recursive: true);
        }
    }

    /// <summary>Whether a user who is not root can reach the folder: each folder above must let others through.</summary>
    private static bool OthersMayPass(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && !File.GetUnixFileMode(folder.FullName).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static void Demand((int ExitCode, string Output) ended)
    {
        if (ended.ExitCode != 0)
        {
            throw new InvalidOperationException(ended.Output.Trim());
        }
    }
}
