using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>The real program (Identity, or the named one) as a process of its own, on loopback, with nothing but what its environment says.</summary>
public sealed class IdentityProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private IdentityProcess(IReadOnlyDictionary<string, string> environment, string[] arguments, string service = "Identity")
    {
        var start = new ProcessStartInfo("dotnet", [Program(service), .. arguments]) { WorkingDirectory = Path.GetDirectoryName(Program(service))!, RedirectStandardOutput = true, RedirectStandardError = true };
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

    /// <summary>Starts and waits until the process answers at <paramref name="address"/>.</summary>
    public static async Task<IdentityProcess> ServeAsync(Uri address, IReadOnlyDictionary<string, string> environment, string service = "Identity", string answers = "status")
    {
        var process = new IdentityProcess(environment, [], service);
        using var client = new HttpClient { BaseAddress = address };
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
        {
            try
            {
                if ((await client.GetAsync(answers)).IsSuccessStatusCode)
                {
                    return process;
                }
            }
            catch (HttpRequestException)
            {
                if (process._process.HasExited)
                {
                    break;
                }
            }
        }

        var output = process.Output;
        await process.DisposeAsync();
        throw new InvalidOperationException($"{service} did not start.\n{output}");
    }

    /// <summary>Runs to its end; status and everything printed.</summary>
    public static Task<(int Status, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => RunAsync("Identity", environment, arguments);

    /// <inheritdoc cref="RunAsync(IReadOnlyDictionary{string, string}, string[])"/>
    public static async Task<(int Status, string Output)> RunAsync(string service, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var process = new IdentityProcess(environment, arguments, service);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process._process.WaitForExitAsync(patience.Token);
        return (process._process.ExitCode, process.Output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static string Program(string service)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        for (var folder = build; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StrongCities.sln")))
            {
                return Path.Combine(folder.FullName, "src", $"StrongCities.{service}", "bin", build.Parent!.Name, build.Name, $"StrongCities.{service}.dll");
            }
        }

        throw new InvalidOperationException($"No StrongCities.sln above {build}.");
    }
}
