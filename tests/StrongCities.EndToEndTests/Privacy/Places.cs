using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using StackExchange.Redis;
using StrongCities.Contracts.Demonstration;
using StrongCities.Contracts.Operations;
using StrongCities.Faults.Harness;

namespace StrongCities.EndToEndTests.Privacy;

/// <summary>Everywhere the platform keeps or shows something that is not a service's own database: logs, telemetry, metrics, the broker, the cache.</summary>
internal sealed class Places(Platform platform) : IDisposable
{
    private static readonly DemonstrationPerson Operator = DemonstrationPeople.All.Single(person => person.Name == "Nadia Lindqvist");

    private readonly DeadLetters _broker = new(platform.Copy);

    public string LogFolder => Path.Combine(platform.Copy.Directory, "logs");

    public HttpClient Broker => _broker.Client;

    /// <summary>
    /// Each text with the place where it stands. Reading a trace is itself a trace (an operator's role is asked of Membership), so a second
    /// reading keeps to the traces of one service.
    /// </summary>
    public async Task<IReadOnlyList<(string Place, string Text)>> ReadAsync(string? tracesOf = null) =>
        [.. await LogsAsync(), .. await TracesAsync(tracesOf), .. await MetricsAsync(), .. await BrokerAsync(), .. await CacheAsync()];

    /// <summary>Whether a trace in which that service took part has arrived.</summary>
    public async Task<bool> HasTraceAsync(string service, string name)
    {
        using var channel = GrpcChannel.ForAddress(platform.Copy.Resource("operations").Endpoints["grpc"]);
        var found = await new Traces.TracesClient(channel).SearchAsync(new SearchTracesRequest { Limit = 200, Service = service }, await OperatorAsync());
        return found.Traces.Any(trace => trace.Name.Contains(name, StringComparison.Ordinal));
    }

    public async Task<ConnectionMultiplexer> OpenCacheAsync() => await ConnectionMultiplexer.ConnectAsync(platform.Copy.Resource("cache").ConnectionString!);

    public void Dispose() => _broker.Dispose();

    private async Task<IEnumerable<(string, string)>> LogsAsync()
    {
        var logs = new List<(string, string)>();
        foreach (var file in Directory.GetFiles(LogFolder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(open);
            logs.Add(($"log {Path.GetFileName(file)}", await reader.ReadToEndAsync()));
        }

        return logs;
    }

    /// <summary>Every trace that Operations keeps, with its logs, and the map.</summary>
    private async Task<IEnumerable<(string, string)>> TracesAsync(string? only)
    {
        using var channel = GrpcChannel.ForAddress(platform.Copy.Resource("operations").Endpoints["grpc"], new GrpcChannelOptions { MaxReceiveMessageSize = null });
        var traces = new Traces.TracesClient(channel);
        var operatorToken = await OperatorAsync();
        var found = await traces.SearchAsync(new SearchTracesRequest { Limit = 200, WithPolls = true, Service = only ?? "" }, operatorToken);
        var ids = found.Traces.Select(trace => trace.TraceId).ToHashSet();
        foreach (var service in only is null ? [.. found.Services] : new[] { only })
        {
            // At most 200 at once: a service's own, without the questions that nobody called for.
            var own = await traces.SearchAsync(new SearchTracesRequest { Limit = 200, Service = service }, operatorToken);
            Assert.False(own.More, $"{service} took part in more traces than can be read.");
            ids.UnionWith(own.Traces.Select(trace => trace.TraceId));
        }

        var texts = new List<(string, string)> { ("service map", (await traces.GetServiceMapAsync(new GetServiceMapRequest(), operatorToken)).ToString()) };
        foreach (var id in ids)
        {
            texts.Add(($"trace {id}", (await traces.GetAsync(new GetTraceRequest { TraceId = id }, operatorToken)).ToString()));
        }

        return texts;
    }

    private async Task<Metadata> OperatorAsync() => new() { { "authorization", $"Bearer {await platform.Copy.AccessTokenAsync(Operator)}" } };

    private async Task<IEnumerable<(string, string)>> MetricsAsync()
    {
        using var client = new HttpClient();
        var metrics = new List<(string, string)>();
        foreach (var service in platform.Copy.Services)
        {
            metrics.Add(($"metrics of {service}", await client.GetStringAsync($"{platform.Copy.Resource(service).Endpoints["http"]}/metrics")));
        }

        return metrics;
    }

    private async Task<IEnumerable<(string, string)>> BrokerAsync()
    {
        var texts = new List<(string, string)> { ("definitions of the broker", await Broker.GetStringAsync("/api/definitions")) };
        var queues = JsonNode.Parse(await Broker.GetStringAsync("/api/queues?columns=vhost,name"))!.AsArray();
        foreach (var queue in queues)
        {
            var name = queue!["name"]!.GetValue<string>();
            var wanted = new JsonObject { ["count"] = 1000, ["encoding"] = "auto", ["ackmode"] = "ack_requeue_true" };
            using var body = new StringContent(wanted.ToJsonString(), Encoding.UTF8, "application/json");
            using var answer = await Broker.PostAsync($"/api/queues/{Uri.EscapeDataString(queue["vhost"]!.GetValue<string>())}/{Uri.EscapeDataString(name)}/get", body);
            answer.EnsureSuccessStatusCode();
            texts.Add(($"queue {name}", await answer.Content.ReadAsStringAsync()));
        }

        return texts;
    }

    private async Task<IEnumerable<(string, string)>> CacheAsync()
    {
        await using var cache = await OpenCacheAsync();
        var database = cache.GetDatabase();
        var texts = new List<(string, string)>();
        foreach (var endpoint in cache.GetEndPoints())
        {
            await foreach (var key in cache.GetServer(endpoint).KeysAsync())
            {
                // Whatever its type: the value as Redis would write it to disk, and what a string holds.
                var value = await database.KeyDumpAsync(key) is { } dump ? Encoding.UTF8.GetString(dump) : "";
                var text = await database.KeyTypeAsync(key) switch
                {
                    RedisType.String => $"{await database.StringGetAsync(key)}",
                    RedisType.Hash => string.Join('\n', (await database.HashGetAllAsync(key)).Select(entry => $"{entry.Name} {entry.Value}")),
                    _ => "",
                };
                texts.Add(($"cache {key}", $"{key}\n{value}\n{text}"));
            }
        }

        return texts;
    }
}
