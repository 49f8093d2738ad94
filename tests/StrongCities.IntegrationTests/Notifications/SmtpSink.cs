using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StrongCities.IntegrationTests.Notifications;

/// <summary>
/// An SMTP server (RFC 5321, the commands that a client needs) in a process of its own: this assembly, started by <c>dotnet exec</c>.
/// It says each accepted mail on its standard output, base64 on a line. Recipients called <c>unknown@</c> are refused for good (550),
/// <c>later@</c> for now (451); after mail to <c>vanish@</c> it closes the line behind its 250, without a farewell.
/// </summary>
internal sealed class SmtpSink : IDisposable
{
    public const string Role = "smtp-sink";

    private readonly Process _process;

    private SmtpSink(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<SmtpSink> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(SmtpSink).Assembly.Location, Role]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        return new SmtpSink(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, null));
    }

    /// <summary>The next accepted mail, as it came over the wire.</summary>
    public async Task<string> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return Encoding.UTF8.GetString(Convert.FromBase64String((await _process.StandardOutput.ReadLineAsync(limit.Token))!));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The process's own main.</summary>
    public static async Task<int> RunAsync()
    {
        // The parent's death closes the pipe; then this process ends as well.
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null)
            {
            }

            Environment.Exit(0);
        });
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await TalkAsync(client);
        }
    }

    private static async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 sink");
        var recipient = "";
        while (await reader.ReadLineAsync() is { } command)
        {
            switch (command.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "RCPT":
                    recipient = command;
                    await writer.WriteLineAsync(command.Contains("unknown@", StringComparison.Ordinal) ? "550 5.1.1 no such mailbox"
                        : command.Contains("later@", StringComparison.Ordinal) ? "451 4.7.1 try later" : "250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var mail = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } line && line != ".")
                    {
                        mail.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
                    }

                    Console.WriteLine(Convert.ToBase64String(Encoding.Latin1.GetBytes(mail.ToString())));
                    await writer.WriteLineAsync("250 taken");
                    if (recipient.Contains("vanish@", StringComparison.Ordinal))
                    {
                        return;
                    }

                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }
}
