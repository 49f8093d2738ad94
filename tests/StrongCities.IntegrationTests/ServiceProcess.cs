using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StrongCities.IntegrationTests;

/// <summary>A service as it is shipped, as a process of its own on loopback, with nothing but what its environment says.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndTimeMax = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ServiceProcess(string service, IReadOnlyDictionary<string, string> environment, string[] command)
    {
        var start = new ProcessStartInfo("dotnet", command)
        {
            WorkingDirectory = Path.GetDirectoryName(Assembly(service))!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test run itself was given must not leak in.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE", StringComparison.Ordinal) || name.StartsWith("DOTNET_ENV", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the service, or the program <paramref name="instead"/> with the service's settings, and waits until it answers at <paramref name="address"/>.</summary>
    public static async Task<ServiceProcess> ServeAsync(
        string service, Uri address, IReadOnlyDictionary<string, string> environment, string answers = "health", string[]? instead = null)
    {
        var process = new ServiceProcess(service, environment, instead ?? [Assembly(service)]);
        using var client = new HttpClient { BaseAddress = address };
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < StartTimeMax && !process.HasExited; await Task.Delay(50))
        {
            try
            {
                using var answer = await client.GetAsync(answers);
                if (answer.IsSuccessStatusCode)
                {
                    return process;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        await process.DisposeAsync();
        throw new InvalidOperationException($"{service} did not start.\n{process.Output}");
    }

    /// <summary>Runs to its end; status and everything printed.</summary>
    public static async Task<(int Status, string Output)> RunAsync(string service, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var process = new ServiceProcess(service, environment, [Assembly(service), .. arguments]);
        return (await process.EndAsync(), process.Output);
    }

    /// <summary>SIGTERM; the task ends with the process and has its exit status.</summary>
    public Task<int> TerminateAsync()
    {
        LocalCopy.Terminate(_process.Id);
        return EndAsync();
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(EndTimeMax);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    // Built with the tests, in the same configuration.
    private static string Assembly(string service)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(LocalCopy.Root, "src", $"StrongCities.{service}", "bin", build.Parent!.Name, build.Name, $"StrongCities.{service}.dll");
    }
}
