using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace StrongCities.IntegrationTests;

/// <summary>What addresses.json says of one server or service.</summary>
public sealed record LocalResource(int? Pid, string Condition, int Restarts, IReadOnlyDictionary<string, string> Endpoints, string? ConnectionString);

/// <summary>
/// A copy of the system that deploy/local runs for the tests in a directory of its own, one at a time on a machine:
/// test projects run side by side, and two copies would starve each other of the cores they are measured on.
/// A test that already holds a copy (the "servers" collection) must not start another: it would wait for itself.
/// </summary>
public sealed class LocalCopy : IAsyncDisposable
{
    private const int Interrupt = 2;
    private const int KillNow = 9;
    private const int EndInOrder = 15;
    private const int Continue = 18;
    private const int StopHere = 19;

    private static readonly TimeSpan ReadySecondsMax = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan StoppedSecondsMax = TimeSpan.FromSeconds(60);

    private readonly FileStream _machine;
    private readonly Process _launcher;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The logs of a copy that did not start are wanted; those of one that stopped well are not.
    private bool _deletesDirectory;

    private LocalCopy(FileStream machine, string directory, IEnumerable<string> arguments)
    {
        _machine = machine;
        Directory = directory;
        _launcher = new Process
        {
            // Attached: when this process dies, its end of the pipe closes and the copy stops in order.
            StartInfo = new ProcessStartInfo("dotnet", [Launcher(), "--directory", directory, "--no-install", "--attached", .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _launcher.OutputDataReceived += (_, line) => Read(line.Data);
        _launcher.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    /// <summary>The checkout that the tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Data, logs and addresses of this copy; the servers' own user can read what is put there.</summary>
    public string Directory { get; }

    /// <summary>Everything the launcher has printed so far.</summary>
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

    /// <summary>A name for a directory that no other test uses.</summary>
    public static string FreshDirectory() => Path.Combine(Path.GetTempPath(), $"strongcities-test-{Guid.NewGuid():N}");

    /// <summary>Starts a copy in a fresh directory and waits until it is ready; a refusal (a missing server) is thrown as printed.</summary>
    public static async Task<LocalCopy> StartAsync(params string[] arguments)
    {
        var copy = await StartInAsync(FreshDirectory(), arguments);
        copy._deletesDirectory = true;
        return copy;
    }

    /// <summary>The same in a directory that may hold an earlier copy's data, and that is kept.</summary>
    public static async Task<LocalCopy> StartInAsync(string directory, params string[] arguments)
    {
        var machine = await LockMachineAsync();
        System.IO.Directory.CreateDirectory(directory);
        var copy = new LocalCopy(machine, directory, [.. arguments.Select(argument => argument.Replace("{directory}", directory, StringComparison.Ordinal))]);
        try
        {
            await copy.StartAsync();
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address that the launcher's table shows under this name: pages, mailbox, traces, api, identity, rabbitmq.</summary>
    public string Address(string name) => ReadAddresses()["addresses"]![name]?.GetValue<string>() ?? throw new KeyNotFoundException(name);

    /// <summary>The names of our own processes that run now and answer.</summary>
    public IReadOnlyList<string> Services =>
        [.. ReadAddresses()["resources"]!.AsObject().Where(resource => resource.Value!["endpoints"]!["http"] is not null && resource.Value["pid"] is not null).Select(resource => resource.Key)];

    /// <summary>The names of all servers, databases and services.</summary>
    public IReadOnlyList<string> ResourceNames =>
        [.. ReadAddresses()["resources"]!.AsObject().Select(resource => resource.Key).SelectMany(name => new[] { name + "db", name })];

    /// <summary>The state of a server or service now.</summary>
    public LocalResource Resource(string name)
    {
        var resource = ReadAddresses()["resources"]![name] ?? throw new KeyNotFoundException(name);
        return new LocalResource(
            resource["pid"]?.GetValue<int>(),
            resource["condition"]!.GetValue<string>(),
            resource["restarts"]!.GetValue<int>(),
            resource["endpoints"]!.AsObject().ToDictionary(endpoint => endpoint.Key, endpoint => endpoint.Value!.GetValue<string>()),
            resource["connectionString"]?.GetValue<string>());
    }

    /// <summary>kill -9, without waiting for the restart.</summary>
    public void Kill(string name) => Signal(Resource(name).Pid!.Value, KillNow);

    /// <summary>kill -9, then waits until the launcher has started it again and it is ready.</summary>
    public async Task KillAndWaitAsync(string name)
    {
        var restarts = Resource(name).Restarts;
        Kill(name);
        await WaitUntilBackAsync(name, restarts);
    }

    /// <summary>SIGTERM to any process, as systemd and Docker send it; does not wait.</summary>
    public static void Terminate(int pid) => Signal(pid, EndInOrder);

    /// <summary>SIGSTOP to it and then to all below it, as a PostgreSQL is one process a connection: it keeps its connections and answers nothing.</summary>
    public void Pause(string name)
    {
        var pid = Resource(name).Pid!.Value;
        Signal(pid, StopHere);
        SignalBelow(pid, StopHere);
    }

    /// <summary>Ends a pause.</summary>
    public void Resume(string name)
    {
        var pid = Resource(name).Pid!.Value;
        SignalBelow(pid, Continue);
        Signal(pid, Continue);
    }

    /// <summary>Waits until the resource is ready after more than so many restarts, a minute at most.</summary>
    public async Task WaitUntilBackAsync(string name, int restarts)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(50))
        {
            var now = Resource(name);
            if (now.Restarts > restarts && now.Condition == "Ready")
            {
                return;
            }
        }

        throw new TimeoutException($"{name} did not come back.\n{Output}");
    }

    /// <summary>
    /// Moves PostgreSQL's clock, by which every deadline is judged, in a copy started with <c>--fake-clock {directory}/clock</c>; "+0" is the machine's own.
    /// Each of its processes looks five times a second.
    /// </summary>
    public async Task MoveClockAsync(string offset)
    {
        await File.WriteAllTextAsync(Path.Combine(Directory, "clock"), offset + "\n");
        await Task.Delay(TimeSpan.FromSeconds(0.5));
    }

    /// <summary>Asks the running copy to start, stop or restart a resource, and waits until it is done.</summary>
    public async Task AskAsync(string verb, string resource)
    {
        var (exitCode, output) = await RunLauncherAsync(verb, resource, "--directory", Directory);
        if (exitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    /// <summary>kill -9 of the launcher itself; the kernel then ends what it started.</summary>
    public void KillLauncher() => Signal(_launcher.Id, KillNow);

    /// <summary>Runs the launcher to its end: a request to a running copy, or a start that is refused.</summary>
    public static async Task<(int ExitCode, string Output)> RunLauncherAsync(params string[] arguments)
    {
        using var launcher = Process.Start(new ProcessStartInfo("dotnet", [Launcher(), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = launcher.StandardOutput.ReadToEndAsync();
        var errors = launcher.StandardError.ReadToEndAsync();
        await launcher.WaitForExitAsync();
        return (launcher.ExitCode, await output + await errors);
    }

    /// <summary>Stops by SIGINT, as Ctrl-C does, and demands that no process of the copy is left.</summary>
    public async ValueTask DisposeAsync()
    {
        var left = new List<string>();
        try
        {
            var family = Family(_launcher.Id);
            if (!_launcher.HasExited)
            {
                Signal(_launcher.Id, Interrupt);
                // A shell that runs tests in the background has them ignore SIGINT, and the launcher inherits that.
                _launcher.StandardInput.Close();
                using var patience = new CancellationTokenSource(StoppedSecondsMax);
                await _launcher.WaitForExitAsync(patience.Token);
            }

            left.AddRange(family.Where(process => StartOf(process.Pid) == process.Start).Select(process => process.Name));
        }
        finally
        {
            _launcher.Dispose();
            await _machine.DisposeAsync();
        }

        if (left.Count > 0)
        {
            throw new InvalidOperationException($"Left behind: {string.Join(", ", left)}.\n{Output}");
        }

        if (_deletesDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private async Task StartAsync()
    {
        _launcher.Start();
        _launcher.BeginOutputReadLine();
        _launcher.BeginErrorReadLine();
        var ended = _launcher.WaitForExitAsync();
        await Task.WhenAny(_ready.Task, ended, Task.Delay(ReadySecondsMax));
        if (!_ready.Task.IsCompleted)
        {
            throw new InvalidOperationException($"The servers did not start. Logs: {Directory}/logs\n{Output}");
        }
    }

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.StartsWith("Ready after ", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult();
        }
    }

    private JsonNode ReadAddresses() => JsonNode.Parse(File.ReadAllText(Path.Combine(Directory, "addresses.json")))!;

    /// <summary>The launcher's assembly, built with this one.</summary>
    private static string Launcher()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(Root, "deploy", "local", "bin", build.Parent!.Name, build.Name, "StrongCities.Local.dll");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StrongCities.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No StrongCities.sln above {AppContext.BaseDirectory}.");
    }

    private static async Task<FileStream> LockMachineAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), "strongcities-tests.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(250);
            }
        }
    }

    private static void SignalBelow(int pid, int signal)
    {
        foreach (var below in Family(pid).Where(process => process.Pid != pid))
        {
            Signal(below.Pid, signal);
        }
    }

    /// <summary>A process and everything below it: (id, start) names a process for good, an id alone may be used again.</summary>
    private static List<(int Pid, string Name, string Start)> Family(int root)
    {
        var parents = Process.GetProcesses().Select(process => (process.Id, Stat: Stat(process.Id))).Where(process => process.Stat.Length > 0).ToList();
        var family = new HashSet<int> { root };
        while (parents.Any(process => family.Contains(int.Parse(process.Stat[1], null)) && family.Add(process.Id)))
        {
        }

        return [.. parents.Where(process => family.Contains(process.Id)).Select(process => (process.Id, process.Stat[0], process.Stat[^1]))];
    }

    private static string? StartOf(int pid) => Stat(pid) is { Length: > 0 } stat ? stat[^1] : null;

    // /proc/PID/stat: id (name) state parent ... with the start time in field 22; the name may hold spaces.
    private static string[] Stat(int pid)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{pid}/stat");
            var name = line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..line.LastIndexOf(')')];
            var rest = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return rest[0] == "Z" ? [] : [name, rest[1], rest[19]];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static void Signal(int pid, int signal)
    {
        if (KillProcess(pid, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} did not reach {pid}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int KillProcess(int pid, int signal);
}
