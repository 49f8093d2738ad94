using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StrongCities.Local.Native;

internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
}

internal sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments)
{
    public string Folder { get; init; } = "/";
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The user to run as, when this process is root and the program refuses root.</summary>
    public string? User { get; init; }

    /// <summary>What the kernel sends when this process dies without having stopped its children.</summary>
    public Signal WhenOrphaned { get; init; } = Signal.Terminate;
}

/// <summary>A process of its own session whose output goes to a log file, and which does not outlive this one.</summary>
internal sealed partial class ChildProcess
{
    private readonly long _started = TimeProvider.System.GetTimestamp();

    private ChildProcess(Process process)
    {
        Pid = process.Id;
        Exited = WaitAsync(process);
    }

    public int Pid { get; }

    /// <summary>Ends with the process, giving its exit code.</summary>
    public Task<int> Exited { get; }

    public TimeSpan Lived => TimeProvider.System.GetElapsedTime(_started);

    public static Task<ChildProcess> StartAsync(ChildCommand command, string log) =>
        Spawner.RunAsync(() => new ChildProcess(Process.Start(StartInfo(command, log))!));

    public void Send(Signal signal)
    {
        if (!Exited.IsCompleted)
        {
            _ = Kill(Pid, (int)signal);
        }
    }

    /// <summary>Sends the signal, waits, kills what is still there, its whole group included.</summary>
    public async Task StopAsync(Signal signal, TimeSpan patience)
    {
        Send(signal);
        Send(Signal.Continue);
        await Task.WhenAny(Exited, Task.Delay(patience));
        Send(Signal.Kill);
        _ = Kill(-Pid, (int)Signal.Kill);
        await Exited;
    }

    // Every step replaces itself by the next (exec), so that the id is that of the program:
    // sh opens the log, setsid takes it out of the terminal's reach (a Ctrl-C there goes to this process alone,
    // which stops the others in order), setpriv changes the user and asks the kernel not to leave orphans.
    private static ProcessStartInfo StartInfo(ChildCommand command, string log)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = command.Folder };
        string[] wrapper = ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", log, "setsid", "setpriv", "--pdeathsig", NameOf(command.WhenOrphaned)];
        string[] user = command.User is null ? [] : ["--reuid", command.User, "--regid", command.User, "--init-groups"];
        foreach (var argument in (string[])[.. wrapper, .. user, command.Program, .. command.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string NameOf(Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Terminate => "TERM",
        _ => "KILL",
    };

    // Settings meant for this process, for dotnet run or for a test host would change what a service does.
    private static bool IsOurs(string name) =>
        name is "ASPNETCORE_URLS" or "DOTNET_URLS" or "DOTNET_LAUNCH_PROFILE" or "DOTNET_STARTUP_HOOKS"
        || name.StartsWith("ASPNETCORE_HTTP", StringComparison.Ordinal)
        || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST_", StringComparison.Ordinal)
        || name.Contains("__", StringComparison.Ordinal);

    private static async Task<int> WaitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    // .NET's own Process can only send SIGKILL.
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    // The kernel's "tell me when my parent dies" follows the thread that forked, not the process:
    // a thread of the pool would take the children with it when the pool shrinks.
    private static class Spawner
    {
        private static readonly BlockingCollection<Action> Work = [];

        static Spawner() => new Thread(Loop) { IsBackground = true, Name = "spawner" }.Start();

        public static Task<T> RunAsync<T>(Func<T> start)
        {
            var started = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            Work.Add(() =>
            {
                try
                {
                    started.SetResult(start());
                }
                catch (Exception failure)
                {
                    started.SetException(failure);
                }
            });
            return started.Task;
        }

        private static void Loop()
        {
            foreach (var work in Work.GetConsumingEnumerable())
            {
                work();
            }
        }
    }
}
