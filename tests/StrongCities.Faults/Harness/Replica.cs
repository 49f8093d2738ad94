using System.Diagnostics;
using System.Text.Json.Nodes;
using StrongCities.Faults.Naive;
using StrongCities.IntegrationTests;

namespace StrongCities.Faults.Harness;

/// <summary>One more process of a service, with the environment that the launcher gives it, on addresses of its own; it can be ended and started again there.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan EndTimeMax = TimeSpan.FromSeconds(40);

    private readonly string _service;
    private readonly Dictionary<string, string> _environment;
    private Process? _process;

    private Replica(string service, Dictionary<string, string> environment) => (_service, _environment) = (service, environment);

    /// <summary>Where it answers probes, and Web its pages.</summary>
    public string Http => _environment["Kestrel__Endpoints__http__Url"];

    public string Grpc => _environment["Kestrel__Endpoints__grpc__Url"];

    /// <summary>Starts one; <paramref name="settings"/> win over what the launcher gives.</summary>
    public static async Task<Replica> StartAsync(LocalCopy copy, string service, params (string Name, string Value)[] settings)
    {
        var file = Path.Combine(copy.Directory, $"replica-{Guid.NewGuid():N}.json");
        await LocalCopy.RunLauncherAsync("environment", "--directory", copy.Directory, "--output", file);
        var environment = JsonNode.Parse(await File.ReadAllTextAsync(file))![service]!.AsObject().ToDictionary(setting => setting.Key, setting => setting.Value!.GetValue<string>());
        File.Delete(file);
        foreach (var endpoint in environment.Keys.Where(name => name.StartsWith("Kestrel__Endpoints__", StringComparison.Ordinal)).ToList())
        {
            environment[endpoint] = $"http://localhost:{NaiveProcess.FreePort()}";
        }

        // As outside Development: whoever routes looks four times a second.
        environment["Drain__NoticeSeconds"] = "2";
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        environment["Demonstration__Seed"] = service == "web" ? "true" : "false";
        environment["Logging__LogLevel__Default"] = "None";
        var replica = new Replica(service, environment);
        await replica.StartAsync();
        return replica;
    }

    /// <summary>Starts the process and waits until it says that it is ready.</summary>
    public async Task StartAsync()
    {
        var folder = Path.Combine(LocalCopy.Root, "src", $"StrongCities.{char.ToUpperInvariant(_service[0])}{_service[1..]}");
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "bin", build.Parent!.Name, build.Name, $"{Path.GetFileName(folder)}.dll")]) { WorkingDirectory = folder };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        for (var patience = Stopwatch.StartNew(); !await IsReadyAsync(); await Task.Delay(100))
        {
            Demand.That(!_process.HasExited && patience.Elapsed < ReadyTimeMax, $"{_service} at {Http} becomes ready");
        }
    }

    /// <summary>SIGTERM; how long it took to end by itself, which it must do with status 0.</summary>
    public async Task<TimeSpan> TerminateAsync()
    {
        var watch = Stopwatch.StartNew();
        LocalCopy.Terminate(_process!.Id);
        using var patience = new CancellationTokenSource(EndTimeMax);
        await _process.WaitForExitAsync(patience.Token);
        Demand.That(_process.ExitCode == 0, $"{_service} ends with status 0 ({_process.ExitCode})");
        return watch.Elapsed;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            using var answer = await client.GetAsync($"{Http}/health");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }
}
