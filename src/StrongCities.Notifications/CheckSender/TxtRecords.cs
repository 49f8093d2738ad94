using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Notifications.CheckSender;

/// <summary>Asks one name server for TXT records (RFC 1035), over UDP and, when the answer does not fit, over TCP.</summary>
internal sealed class TxtRecords(IPEndPoint server)
{
    private const ushort TypeTxt = 16;
    private const ushort ClassInternet = 1;
    private const int HeaderBytes = 12;
    private const int TriesMax = 3;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    /// <summary>The texts under that name; none when the name or its TXT records do not exist.</summary>
    /// <exception cref="NameServerException">It does not answer, or answers with a failure.</exception>
    public async Task<IReadOnlyList<string>> AskAsync(string name, CancellationToken stop)
    {
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var question = Question(id, name);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await OverUdpAsync(question, id, stop);
                var truncated = (answer[2] & 0x02) != 0;
                return Texts(truncated ? await OverTcpAsync(question, stop) : answer);
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                if (attempt == TriesMax)
                {
                    throw new NameServerException($"The name server {server} does not answer.");
                }
            }
            catch (Exception damaged) when (damaged is IndexOutOfRangeException or ArgumentOutOfRangeException)
            {
                throw new NameServerException($"The answer of the name server {server} cannot be read.");
            }
        }
    }

    private async Task<byte[]> OverUdpAsync(byte[] question, ushort id, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(AnswerTime);
        using var udp = new UdpClient(server.AddressFamily);
        udp.Connect(server);
        await udp.SendAsync(question, limit.Token);
        while (true)
        {
            var answer = (await udp.ReceiveAsync(limit.Token)).Buffer;
            // Of another question, or nobody's: wait for ours.
            if (answer.Length >= HeaderBytes && BinaryPrimitives.ReadUInt16BigEndian(answer) == id)
            {
                return answer;
            }
        }
    }

    private async Task<byte[]> OverTcpAsync(byte[] question, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(AnswerTime);
        using var tcp = new TcpClient(server.AddressFamily);
        await tcp.ConnectAsync(server, limit.Token);
        await using var stream = tcp.GetStream();
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)question.Length);
        await stream.WriteAsync((byte[])[.. length, .. question], limit.Token);
        await stream.ReadExactlyAsync(length, limit.Token);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, limit.Token);
        return answer;
    }

    private static byte[] Question(ushort id, string name)
    {
        var question = new List<byte> { (byte)(id >> 8), (byte)id, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0 };
        foreach (var label in name.TrimEnd('.').Split('.'))
        {
            var bytes = Encoding.ASCII.GetBytes(label);
            if (bytes.Length is 0 or > 63)
            {
                throw new NameServerException($"{name} is no name of a domain.");
            }

            question.Add((byte)bytes.Length);
            question.AddRange(bytes);
        }

        question.AddRange([0, 0, (byte)TypeTxt, 0, (byte)ClassInternet]);
        return [.. question];
    }

    private IReadOnlyList<string> Texts(byte[] answer)
    {
        const int NoSuchName = 3;
        var code = answer[3] & 0x0F;
        if (code == NoSuchName)
        {
            return [];
        }

        if (code != 0)
        {
            throw new NameServerException($"The name server {server} answers with failure {code}.");
        }

        var questions = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(4));
        var records = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6));
        var at = HeaderBytes;
        for (var i = 0; i < questions; i++)
        {
            at = AfterName(answer, at) + 4;
        }

        var texts = new List<string>();
        for (var i = 0; i < records; i++)
        {
            at = AfterName(answer, at);
            var type = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at + 8));
            at += 10;
            if (type == TypeTxt)
            {
                texts.Add(OneText(answer.AsSpan(at, length)));
            }

            at += length;
        }

        return texts;
    }

    // A long text comes in pieces of 255 bytes that belong together without a space.
    private static string OneText(ReadOnlySpan<byte> pieces)
    {
        var text = new StringBuilder();
        while (pieces.Length > 0)
        {
            text.Append(Encoding.UTF8.GetString(pieces.Slice(1, pieces[0])));
            pieces = pieces[(1 + pieces[0])..];
        }

        return text.ToString();
    }

    private static int AfterName(byte[] answer, int at)
    {
        while (answer[at] != 0)
        {
            // A pointer to an earlier name ends this one.
            if ((answer[at] & 0xC0) == 0xC0)
            {
                return at + 2;
            }

            at += 1 + answer[at];
        }

        return at + 1;
    }
}

/// <summary>The name server could not be asked; the message is for whoever ran the command.</summary>
internal sealed class NameServerException(string message) : Exception(message);
