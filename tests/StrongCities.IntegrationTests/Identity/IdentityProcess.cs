using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>The real program as a process of its own, on loopback, with nothing but what its environment says.</summary>
public sealed class IdentityProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private IdentityProcess(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program(), .. arguments]) { WorkingDirectory = Path.GetDirectoryName(Program())!, RedirectStandardOutput = true, RedirectStandardError = true };
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
    public static async Task<IdentityProcess> ServeAsync(Uri address, IReadOnlyDictionary<string, string> environment)
    {
        var process = new IdentityProcess(environment, []);
        using var client = new HttpClient { BaseAddress = address };
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
        {
            try
            {
                if ((await client.GetAsync("status")).IsSuccessStatusCode)
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
        throw new InvalidOperationException($"Identity did not start.\n{output}");
    }

    /// <summary>Runs to its end; status and everything printed.</summary>
    public static async Task<(int Status, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var process = new IdentityProcess(environment, arguments);
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

    private static string Program()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        for (var folder = build; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StrongCities.sln")))
            {
                return Path.Combine(folder.FullName, "src", "StrongCities.Identity", "bin", build.Parent!.Name, build.Name, "StrongCities.Identity.dll");
            }
        }

        throw new InvalidOperationException($"No StrongCities.sln above {build}.");
    }
}
