using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;

namespace StrongCities.Local;

/// <summary>Where everything is, for a person on the terminal and for programs in addresses.json.</summary>
internal sealed class AddressTable(Instance instance)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly Lock _writing = new();
    private JsonArray _signIns = [];
    private bool _ready;
    private bool _removed;

    public Supervisor? Supervisor { get; set; }

    /// <summary>Called whenever a resource's condition or process changes.</summary>
    public void Write()
    {
        lock (_writing)
        {
            if (_removed || Supervisor is null)
            {
                return;
            }

            var addresses = new JsonObject(Addresses().Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Name, entry.Url)));
            var resources = new JsonObject(Supervisor.Resources.Select(resource => KeyValuePair.Create<string, JsonNode?>(resource.Name, Describe(resource))));
            var whole = new JsonObject
            {
                ["addresses"] = addresses,
                ["resources"] = resources,
                ["signIns"] = _signIns.DeepClone(),
                ["ready"] = _ready,
            };
            Instance.WritePrivately(instance.AddressesFile, whole.ToJsonString(Indented));
        }
    }

    /// <summary>Says where everything is, once it is there.</summary>
    public async Task ReadyAsync(CancellationToken cancellation)
    {
        _signIns = await SignInsAsync(cancellation);
        _ready = true;
        Write();
        Console.WriteLine();
        foreach (var (name, url, note) in Addresses())
        {
            Console.WriteLine($"  {name,-12} {url}{(note is null ? "" : $"   ({note})")}");
        }

        foreach (var supervised in Supervisor!.Resources.Where(IsRunning))
        {
            if (supervised.Runnable.DataElsewhere is { } data)
            {
                Console.WriteLine($"  {supervised.Name,-12} {data}   (data: {instance.Directory} is closed to the server's user)");
            }
        }

        if (_signIns.Count > 0)
        {
            Console.WriteLine("\n  Demonstration sign-ins");
            var widest = _signIns.Max(person => $"{person!["role"]}".Length);
            foreach (var person in _signIns)
            {
                Console.WriteLine($"  {$"{person!["role"]}".PadRight(widest)}  {person["name"],-18} {person["email"]}");
            }
        }

        Console.WriteLine($"\n  The same as JSON: {instance.AddressesFile}; logs: {instance.Logs}");
    }

    /// <summary>An address of a system that is stopped would mislead.</summary>
    public void Remove()
    {
        lock (_writing)
        {
            _removed = true;
            File.Delete(instance.AddressesFile);
        }
    }

    private IEnumerable<(string Name, string Url, string? Note)> Addresses()
    {
        if (UrlOf("web", "http") is { } web)
        {
            yield return ("pages", $"{web}/en", null);
            yield return ("mailbox", $"{web}/en/mailbox", null);
            yield return ("traces", $"{web}/en/operations/traces", null);
            yield return ("api", $"{web}/api/reference", null);
            yield return ("health", $"{web}/health", null);
        }

        if (UrlOf("identity", "http") is { } identity)
        {
            yield return ("identity", identity, null);
        }

        if (UrlOf("messaging", "management") is { } management)
        {
            yield return ("rabbitmq", management, $"user guest, password: messaging-password in {instance.RecordFile}");
        }
    }

    private string? UrlOf(string resource, string endpoint) =>
        Supervisor!.Find(resource) is { } supervised && IsRunning(supervised)
            ? supervised.Runnable.Resource.Endpoints.Find(candidate => candidate.Name == endpoint)?.Url
            : null;

    private static bool IsRunning(Supervised supervised) => supervised.Condition is not (Condition.LeftOut or Condition.Stopped);

    private static JsonObject Describe(Supervised supervised)
    {
        var resource = supervised.Runnable.Resource;
        var description = new JsonObject
        {
            ["pid"] = supervised.Pid,
            ["condition"] = supervised.Condition.ToString(),
            ["restarts"] = supervised.Restarts,
            ["endpoints"] = new JsonObject(resource.Endpoints.Select(endpoint => KeyValuePair.Create<string, JsonNode?>(endpoint.Name, endpoint.Url))),
        };
        if (resource is IResourceWithConnectionString server)
        {
            description["connectionString"] = server.ConnectionString;
        }

        return description;
    }

    // The people are Identity's to name; without demonstration data there are none.
    private async Task<JsonArray> SignInsAsync(CancellationToken cancellation)
    {
        if (UrlOf("identity", "http") is not { } identity)
        {
            return [];
        }

        using var answer = await Http.GetAsync($"{identity}/demonstration/people", cancellation);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!.AsArray()
            : [];
    }
}
