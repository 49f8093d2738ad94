using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StrongCities.Operations.Ingest;

namespace StrongCities.IntegrationTests.Operations.Ingest;

public sealed class IngestLimitsTests(OperationsProcess operations) : IClassFixture<OperationsProcess>
{
    [Fact]
    public async Task Senders_that_trickle_their_bytes_take_every_place_for_ten_seconds_and_no_longer()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (var number = 0; number < IngestLimits.BatchesAtOnceMax; number++)
            {
                slow.Add(await TrickleAsync());
            }

            // Each holds a place and sends enough to pass for alive; a seventeenth batch is turned away at once, to be sent again.
            using var trickling = new CancellationTokenSource();
            var trickle = KeepAliveAsync(slow, trickling.Token);
            await WaitForAsync(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5));
            var started = Stopwatch.StartNew();
            await WaitForAsync(HttpStatusCode.OK, IngestLimits.BatchLimit + TimeSpan.FromSeconds(10));

            Assert.True(started.Elapsed < IngestLimits.BatchLimit + TimeSpan.FromSeconds(5), $"{started.Elapsed}");
            await trickling.CancelAsync();
            await trickle;
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_stranger_takes_no_place()
    {
        var strangers = new List<TcpClient>();
        try
        {
            for (var number = 0; number < IngestLimits.BatchesAtOnceMax * 3; number++)
            {
                strangers.Add(await TrickleAsync("wrong"));
            }

            for (var number = 0; number < 5; number++)
            {
                Assert.Equal(HttpStatusCode.OK, await PostAsync());
                await Task.Delay(100);
            }
        }
        finally
        {
            strangers.ForEach(client => client.Dispose());
        }
    }

    private async Task<TcpClient> TrickleAsync(string key = OperationsProcess.Key)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, operations.Http.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000000\r\nx-otlp-api-key: {key}\r\n\r\n"));
        return client;
    }

    // Above Kestrel's own floor of 240 bytes a second, so that only our limit can end it.
    private static async Task KeepAliveAsync(List<TcpClient> clients, CancellationToken cancellationToken)
    {
        var bytes = new byte[200];
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var client in clients)
            {
                try
                {
                    await client.GetStream().WriteAsync(bytes, CancellationToken.None);
                }
                catch (IOException)
                {
                    // Cut off, as it should be.
                }
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }

    private async Task WaitForAsync(HttpStatusCode status, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (await PostAsync() is var now && now != status)
        {
            Assert.True(waited.Elapsed < patience, $"Still {now} instead of {status} after {waited.Elapsed}.");
            await Task.Delay(100);
        }
    }

    private async Task<HttpStatusCode> PostAsync()
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent([]);
        content.Headers.Add("Content-Type", "application/x-protobuf");
        content.Headers.Add("x-otlp-api-key", OperationsProcess.Key);
        using var response = await client.PostAsync(new Uri(operations.Http, "/v1/traces"), content);
        return response.StatusCode;
    }
}
