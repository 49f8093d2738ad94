using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StrongCities.Faults.Harness;

/// <summary>A mail that the sink has accepted.</summary>
internal sealed record SunkMail(string MessageId, string Recipient);

/// <summary>What the sink answers to the end of a mail.</summary>
internal enum Answer
{
    Taken,
    NotNow,
    Never,
    Silence,
}

/// <summary>An SMTP server that keeps what it accepts, and answers as a row wants it: for now, for good, or not at all.</summary>
internal sealed class MailSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<SunkMail> _mails = new();
    private readonly CancellationTokenSource _end = new();

    public MailSink()
    {
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyCollection<SunkMail> Mails => _mails;

    /// <summary>How the next mail is answered; all are taken by default.</summary>
    public Func<SunkMail, Answer> Judge { get; set; } = _ => Answer.Taken;

    /// <summary>Called when a mail has been accepted and before the client hears of it.</summary>
    public Action<SunkMail> Accepted { get; set; } = _ => { };

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(async () =>
                {
                    using (client)
                    {
                        await TalkAsync(client);
                    }
                });
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The sink is done.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink");
            var recipient = "";
            while (await reader.ReadLineAsync(_end.Token) is { } command)
            {
                switch (command.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "RCPT":
                        recipient = command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.LastIndexOf('>')];
                        await writer.WriteLineAsync("250 ok");
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        await AnswerAsync(new SunkMail(await ReadAsync(reader), recipient), writer);
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
        catch (Exception cut) when (cut is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever sent is gone.
        }
    }

    private async Task AnswerAsync(SunkMail mail, StreamWriter writer)
    {
        switch (Judge(mail))
        {
            case Answer.NotNow:
                await writer.WriteLineAsync("451 4.7.1 try later");
                break;
            case Answer.Never:
                await writer.WriteLineAsync("550 5.1.1 no such mailbox");
                break;
            case Answer.Silence:
                await Task.Delay(Timeout.Infinite, _end.Token);
                break;
            default:
                _mails.Enqueue(mail);
                Accepted(mail);
                await writer.WriteLineAsync("250 taken");
                break;
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var id = "";
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            if (line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))
            {
                id = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
            }
        }

        return id;
    }
}
