using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using StrongCities.IntegrationTests;

namespace StrongCities.Faults.Harness;

/// <summary>The broker's dead-letter queues, read by taking from them: the broker's own counts lag by seconds.</summary>
internal sealed class DeadLetters : IDisposable
{
    private readonly HttpClient _broker;

    public DeadLetters(LocalCopy copy)
    {
        var messaging = copy.Resource("messaging");
        _broker = new HttpClient { BaseAddress = new Uri(messaging.Endpoints["management"]) };
        _broker.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(new Uri(messaging.ConnectionString!).UserInfo))));
    }

    /// <summary>The broker's management, signed in as its administrator.</summary>
    public HttpClient Client => _broker;

    /// <summary>Every dead-letter queue, as virtual host and name, in the form of an address.</summary>
    public async Task<IReadOnlyList<string>> QueuesAsync()
    {
        var queues = await _broker.GetFromJsonAsync<JsonArray>("/api/queues?columns=vhost,name");
        return [.. queues!
            .Where(queue => queue!["name"]!.GetValue<string>().EndsWith("_dead", StringComparison.Ordinal))
            .Select(queue => $"{Uri.EscapeDataString(queue!["vhost"]!.GetValue<string>())}/{Uri.EscapeDataString(queue["name"]!.GetValue<string>())}")];
    }

    /// <summary>The queues that were not empty when the broker last counted, some seconds ago.</summary>
    public async Task<IReadOnlyList<string>> BacklogAsync()
    {
        var queues = await _broker.GetFromJsonAsync<JsonArray>("/api/queues?columns=name,messages,consumers");
        return [.. queues!.Where(queue => queue!["messages"]?.GetValue<long>() > 0).Select(queue => queue!.ToJsonString())];
    }

    /// <summary>Those of the queues that hold a letter; it stays there unless it is taken away.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> queues, bool takeAway = false)
    {
        var found = new List<string>();
        foreach (var queue in queues)
        {
            var wanted = new JsonObject { ["count"] = 1, ["encoding"] = "auto", ["ackmode"] = takeAway ? "ack_requeue_false" : "ack_requeue_true" };
            using var answer = await _broker.PostAsJsonAsync($"/api/queues/{queue}/get", wanted);
            answer.EnsureSuccessStatusCode();
            if (JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Count > 0)
            {
                found.Add($"dead letter in: {queue}");
            }
        }

        return found;
    }

    /// <summary>Puts a letter into a queue.</summary>
    public async Task PutAsync(string queue)
    {
        var parts = queue.Split('/');
        var letter = new JsonObject
        {
            ["properties"] = new JsonObject(),
            ["routing_key"] = Uri.UnescapeDataString(parts[1]),
            ["payload"] = "a letter of the tests",
            ["payload_encoding"] = "string",
        };
        using var answer = await _broker.PostAsJsonAsync($"/api/exchanges/{parts[0]}/amq.default/publish", letter);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _broker.Dispose();
}
