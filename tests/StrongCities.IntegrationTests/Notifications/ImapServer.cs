using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StrongCities.IntegrationTests.Notifications;

/// <summary>Debian's Dovecot with one mailbox for whoever knows the password; mail is put into it as a mail server does, by a file.</summary>
internal sealed class ImapServer : IAsyncDisposable
{
    public const string User = "network@strongcities.example";
    public const string Password = "secret";

    private const string Program = "/usr/sbin/dovecot";

    // Makes the mailbox, runs Dovecot, and ends it when the pipe is closed: by us, or by our death. Dovecot reads no mail as root, and as anybody else it can only be that user.
    private const string Script = """
        cd "$1" && chmod 755 . && mkdir mail && mkdir mail/tmp mail/new mail/cur && chmod -R 777 mail || exit 1
        [ "$(id -u)" = 0 ] || printf 'default_internal_user = %s\ndefault_login_user = %s\ndefault_internal_group = %s\n' "$(id -un)" "$(id -un)" "$(id -gn)" >> dovecot.conf
        "$0" -F -c "$1/dovecot.conf" 2>/dev/null & server=$!
        read -r _
        kill $server
        wait $server
        """;

    private readonly string _directory;
    private readonly Process _process;
    private int _delivered;

    private ImapServer(string directory, Process process, int port) => (_directory, _process, Port) = (directory, process, port);

    public int Port { get; }

    public static async Task<ImapServer> StartAsync()
    {
        Assert.True(File.Exists(Program), "Missing: dovecot-imapd. Please run: sudo apt-get update && sudo apt-get install -y --no-install-recommends dovecot-imapd");
        var directory = Directory.CreateTempSubdirectory("strongcities-imap-").FullName;
        var port = ServiceProcess.FreePort();
        await File.WriteAllTextAsync(Path.Combine(directory, "dovecot.conf"), Configuration(directory, port));
        var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, Program, directory]) { RedirectStandardInput = true })!;
        var server = new ImapServer(directory, process, port);
        for (var patience = Stopwatch.StartNew(); !await AnswersAsync(port); await Task.Delay(50))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "Dovecot answers");
        }

        return server;
    }

    /// <summary>A message arrives.</summary>
    public async Task DeliverAsync(string message)
    {
        var name = $"{++_delivered:d8}.test";
        var arriving = Path.Combine(Maildir(_directory), "tmp", name);
        await File.WriteAllTextAsync(arriving, message.ReplaceLineEndings("\n"));
        File.Move(arriving, Path.Combine(Maildir(_directory), "new", name));
    }

    /// <summary>Whether every message is still there and none is marked as read.</summary>
    public bool IsUntouched() =>
        new[] { "new", "cur" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Maildir(_directory), folder))) is var files
        && files.Count() == _delivered && files.All(file => !file.Contains(":2,S", StringComparison.Ordinal));

    /// <summary>The mailbox is made anew from a copy, as after a restore: all messages have new numbers.</summary>
    public void NumberAnew()
    {
        foreach (var index in Directory.GetFiles(Maildir(_directory), "dovecot*"))
        {
            File.Delete(index);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string Configuration(string directory, int port) => $$"""
        base_dir = {{directory}}/run
        log_path = {{directory}}/log
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        mail_location = maildir:{{Maildir(directory)}}
        first_valid_uid = 1
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{port}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service anvil {
          chroot =
        }
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{(Environment.IsPrivilegedProcess ? "nobody gid=nogroup" : Environment.UserName)}} home={{directory}}
        }

        """;

    private static string Maildir(string directory) => Path.Combine(directory, "mail");

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
