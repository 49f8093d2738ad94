using System.Diagnostics;
using System.Text;
using Npgsql;
using RabbitMQ.Client;

namespace StrongCities.IntegrationTests.Setup;

/// <summary>What an operator does about dead letters and parked facts, with the program as it is shipped.</summary>
[Collection("servers")]
public sealed class MendingTests(Servers servers)
{
    private const string Queue = "events-keep-things";
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Dead_letters_are_shown_without_words_and_put_back_whole_and_one_whose_queue_is_gone_stays()
    {
        var broker = await servers.CreateVirtualHostAsync("mending");
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await DeclareAsync(channel, Queue);
        await DeclareAsync(channel, Queue + "_dead");
        var (first, second, about) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await DieAsync(channel, first, about);
        await DieAsync(channel, second, about);

        var counted = await RunAsync(broker, "dead");
        Assert.Equal($"2  {Queue}", counted.Output.Trim());
        var shown = (await RunAsync(broker, "dead", Queue)).Output;
        Assert.Contains($"{first}  Gatherings:SeatOffered", shown, StringComparison.Ordinal);
        Assert.Contains("System.ArgumentException", shown, StringComparison.Ordinal);
        Assert.Contains($"registrationId={about} version=3 words=…", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Zenobia", shown, StringComparison.Ordinal);

        // Looking took nothing away.
        Assert.Equal((0, $"2 letters are in {Queue} again."), await RunAsync(broker, "replay", Queue));
        Assert.Equal("No dead letters.", (await RunAsync(broker, "dead")).Output);
        foreach (var id in new[] { first, second })
        {
            var back = await channel.BasicGetAsync(Queue, autoAck: true);
            Assert.Equal(id.ToString(), back!.BasicProperties.MessageId);
            Assert.Equal(Body(about), Encoding.UTF8.GetString(back.Body.Span));
            Assert.Equal(Trace, Encoding.UTF8.GetString((byte[])back.BasicProperties.Headers!["traceparent"]!));
            Assert.DoesNotContain(back.BasicProperties.Headers, header => header.Key.StartsWith("MT-Fault", StringComparison.Ordinal));
        }

        await channel.QueueDeleteAsync(Queue);
        await DieAsync(channel, first, about);
        var refused = await RunAsync(broker, "replay", Queue);
        Assert.Equal(1, refused.Status);
        Assert.Contains($"{Queue} takes no message", refused.Output, StringComparison.Ordinal);
        Assert.Equal(1u, (await channel.QueueDeclarePassiveAsync(Queue + "_dead")).MessageCount);

        Assert.Contains("There is no queue nobody_dead", (await RunAsync(broker, "replay", "nobody")).Output, StringComparison.Ordinal);
        Assert.Equal(64, (await RunAsync(broker, "bury", Queue)).Status);
    }

    [Fact]
    public async Task Parked_facts_are_listed_without_content_and_released_once()
    {
        var broker = await servers.CreateVirtualHostAsync("mending");
        Assert.Equal(0, (await RunAsync(servers.Broker)).Status);
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(servers.Administrator) { Database = "eventsdb", Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync();
            await using var park = new NpgsqlCommand(
                """
                insert into outbox (seq, message_id, type, key, body, attempts, parked_at, error) overriding system value
                values (7, gen_random_uuid(), 'StrongCities.Contracts.Gatherings.SeatOffered', 'k', '{"words":"Zenobia"}', 10, now(), 'UnknownFactException')
                """, connection);
            await park.ExecuteNonQueryAsync();
        }

        var listed = (await RunAsync(broker, "parked")).Output;
        Assert.StartsWith("events  7  StrongCities.Contracts.Gatherings.SeatOffered  10 tries  UnknownFactException", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("Zenobia", listed, StringComparison.Ordinal);
        Assert.Equal((1, "0 facts will be tried again."), await RunAsync(broker, "release", "events", "8"));
        Assert.Equal((0, "1 facts will be tried again."), await RunAsync(broker, "release", "events", "7"));
        Assert.Equal((1, "0 facts will be tried again."), await RunAsync(broker, "release", "events", "all"));
        Assert.Equal("No parked facts.", (await RunAsync(broker, "parked")).Output);
        Assert.Equal(1, (await RunAsync(broker, "release", "nobody", "all")).Status);
    }

    private static Task<QueueDeclareOk> DeclareAsync(IChannel channel, string queue) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });

    private static async Task DieAsync(IChannel channel, Guid id, Guid about) => await channel.BasicPublishAsync(
        "", Queue + "_dead", mandatory: true,
        new BasicProperties
        {
            MessageId = id.ToString(),
            Persistent = true,
            Headers = new Dictionary<string, object?> { ["traceparent"] = Trace, ["MT-Fault-ExceptionType"] = "System.ArgumentException", ["MT-Fault-Message"] = "of Zenobia" },
        },
        Encoding.UTF8.GetBytes(Body(about)));

    private static string Body(Guid about) =>
        $$$"""{"messageType":["urn:message:StrongCities.Contracts.Gatherings:SeatOffered"],"sentTime":"2026-11-26T10:00:00Z","message":{"registrationId":"{{{about}}}","version":3,"words":"Zenobia of Halden"}}""";

    private async Task<(int Status, string Output)> RunAsync(string broker, params string[] command)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var program = Path.Combine(LocalCopy.Root, "src", "StrongCities.Setup", "bin", build.Parent!.Name, build.Name, "StrongCities.Setup.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__postgres"] = servers.Administrator;
        start.Environment["ConnectionStrings__messaging"] = broker;
        start.Environment["Messaging__Management"] = servers.Copy.Resource("messaging").Endpoints["management"];
        foreach (var service in new[] { "identity", "membership", "events", "training", "matchmaking", "notifications", "operations", "web" })
        {
            start.Environment[$"Passwords__{service}"] = "of-no-importance-here";
        }

        using var setup = Process.Start(start)!;
        var output = setup.StandardOutput.ReadToEndAsync();
        var errors = setup.StandardError.ReadToEndAsync();
        await setup.WaitForExitAsync();
        return (setup.ExitCode, (await output + await errors).TrimEnd());
    }
}
