using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StrongCities.Notifications.CheckSender;

namespace StrongCities.IntegrationTests.Notifications;

/// <summary>The check of a sender's domain, over real UDP and TCP with a name server of this test on loopback.</summary>
public sealed class CheckSenderTests
{
    private static readonly Dictionary<string, string[]> Sound = new()
    {
        ["network.example"] = ["other=1", "v=spf1 include:_spf.mail.example -all"],
        ["key._domainkey.network.example"] = ["v=DKIM1; k=rsa; p=" + new string('A', 400)],
        ["_dmarc.network.example"] = ["v=DMARC1; p=quarantine; rua=mailto:reports@network.example"],
    };

    [Fact]
    public async Task A_domain_with_all_three_records_is_good()
    {
        var (code, words) = await CheckAsync(Sound);
        Assert.True(code == 0, words);
        Assert.Equal(3, words.Split('\n').Count(line => line.Contains("good", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_too_large_for_a_datagram_is_fetched_over_TCP()
    {
        var (code, words) = await CheckAsync(Sound, truncate: true);
        Assert.True(code == 0, words);
    }

    [Theory]
    [InlineData("network.example", null, "There is no record \"v=spf1")]
    [InlineData("network.example", "v=spf1 +all", "letting every server send")]
    [InlineData("network.example", "v=spf1 mx", "says nothing of other servers")]
    [InlineData("key._domainkey.network.example", null, "no key under key._domainkey")]
    [InlineData("key._domainkey.network.example", "v=DKIM1; p=", "is withdrawn")]
    [InlineData("_dmarc.network.example", null, "receivers are told nothing")]
    [InlineData("_dmarc.network.example", "v=DMARC1; p=none", "do nothing")]
    public async Task What_is_missing_or_weak_is_said_plainly(string name, string? record, string expected)
    {
        var zone = new Dictionary<string, string[]>(Sound) { [name] = record is null ? [] : [record] };
        var (code, words) = await CheckAsync(zone);
        Assert.Equal(1, code);
        Assert.Contains(expected, words, StringComparison.Ordinal);
        Assert.Single(words.Split('\n'), line => line.Contains("MEND", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_server_that_fails_is_no_finding_about_the_domain()
    {
        var (code, words) = await CheckAsync(Sound, failure: 2);
        Assert.Equal(2, code);
        Assert.Contains("answers with failure 2", words, StringComparison.Ordinal);
        Assert.DoesNotContain("MEND", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_domain_the_usage_is_said()
    {
        using var output = new StringWriter();
        Assert.Equal(2, await CheckSender.RunAsync([CheckSender.Command], output, CancellationToken.None));
        Assert.Contains("Usage: check-sender <domain>", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Words)> CheckAsync(IReadOnlyDictionary<string, string[]> zone, bool truncate = false, int failure = 0)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        // TCP chooses the port: of those many are taken by connections of other tests, of UDP's hardly one.
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        var server = (IPEndPoint)tcp.LocalEndpoint;
        using var udp = new UdpClient(server);
        var answering = Task.WhenAll(AnswerDatagramsAsync(udp, zone, truncate, failure, stop.Token), AnswerConnectionsAsync(tcp, zone, failure, stop.Token));
        using var output = new StringWriter();
        var code = await CheckSender.RunAsync([CheckSender.Command, "network.example", "--selector", "key", "--server", server.ToString()], output, stop.Token);
        await stop.CancelAsync();
        await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (code, output.ToString());
    }

    private static async Task AnswerDatagramsAsync(UdpClient udp, IReadOnlyDictionary<string, string[]> zone, bool truncate, int failure, CancellationToken stop)
    {
        while (true)
        {
            var asked = await udp.ReceiveAsync(stop);
            // Somebody else's answer first: it has to be passed over.
            await udp.SendAsync(new byte[12], asked.RemoteEndPoint, stop);
            var answer = Answer(asked.Buffer, zone, failure);
            if (truncate)
            {
                answer = answer[..asked.Buffer.Length];
                answer[2] |= 0x02;
                answer[7] = 0;
            }

            await udp.SendAsync(answer, asked.RemoteEndPoint, stop);
        }
    }

    private static async Task AnswerConnectionsAsync(TcpListener tcp, IReadOnlyDictionary<string, string[]> zone, int failure, CancellationToken stop)
    {
        while (true)
        {
            using var connection = await tcp.AcceptTcpClientAsync(stop);
            await using var stream = connection.GetStream();
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, stop);
            var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(question, stop);
            var answer = Answer(question, zone, failure);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
            await stream.WriteAsync((byte[])[.. length, .. answer], stop);
        }
    }

    private static byte[] Answer(byte[] question, IReadOnlyDictionary<string, string[]> zone, int failure)
    {
        var labels = new List<string>();
        for (var at = 12; question[at] != 0; at += 1 + question[at])
        {
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        }

        var texts = failure == 0 ? zone.GetValueOrDefault(string.Join('.', labels), []) : [];
        var answer = new List<byte>(question);
        answer[2] = 0x81;
        // A name that does not exist at all is answered so.
        answer[3] = (byte)(failure != 0 ? failure : texts.Length == 0 ? 3 : 0);
        answer[7] = (byte)texts.Length;
        foreach (var text in texts)
        {
            var pieces = Encoding.ASCII.GetBytes(text).Chunk(255).SelectMany(piece => (byte[])[(byte)piece.Length, .. piece]).ToArray();
            answer.AddRange([0xC0, 12, 0, 16, 0, 1, 0, 0, 1, 0, (byte)(pieces.Length >> 8), (byte)pieces.Length, .. pieces]);
        }

        return [.. answer];
    }
}
