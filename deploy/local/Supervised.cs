using StrongCities.Local.Native;

namespace StrongCities.Local;

internal enum Condition
{
    LeftOut,
    Waiting,
    Starting,
    Ready,
    Completed,
    Restarting,
    Failed,
    Stopped,
}

/// <summary>Keeps one resource running: starts it when what it waits for is there, sees it become ready, restarts it when it dies.</summary>
internal sealed class Supervised(Runnable runnable, Instance instance, Action changed)
{
    // A service that dies this often before it was ever ready lacks something that no restart will bring.
    private const int DeathsBeforeReadyMax = 5;

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(100);

    private readonly List<Supervised> _waitsFor = [];
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _stop;
    private Task _loop = Task.CompletedTask;
    private ChildProcess? _process;

    public Runnable Runnable => runnable;
    public string Name => runnable.Name;
    public Condition Condition { get; private set; } = Condition.LeftOut;
    public int? Pid => _process is { Exited.IsCompleted: false } running ? running.Pid : null;
    public int Restarts { get; private set; }
    public string Log => instance.Log(Name);

    /// <summary>Completes when the resource is ready, or has ended well where that is its work; faults when it never will be.</summary>
    public Task Settled => _settled.Task;

    /// <summary>Others wait for its completion: it does its work and ends.</summary>
    public bool EndsByItself { get; private set; }

    public void WaitFor(Supervised other, bool completion)
    {
        _waitsFor.Add(other);
        other.EndsByItself |= completion;
    }

    /// <summary>From here on others wait for it.</summary>
    public void Want() => Become(Condition.Waiting);

    public void Start()
    {
        if (_stop is not null)
        {
            return;
        }

        if (_settled.Task.IsCompleted)
        {
            _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Want();
        _stop = new CancellationTokenSource();
        _loop = Task.Run(() => KeepRunningAsync(_stop.Token));
    }

    public async Task StopAsync()
    {
        if (_stop is null)
        {
            return;
        }

        await _stop.CancelAsync();
        if (_process is not null)
        {
            await _process.StopAsync(runnable.StopSignal, runnable.StopPatience);
        }

        await _loop;
        await runnable.AfterStopAsync();
        _stop = null;
        if (Condition != Condition.Completed)
        {
            Become(Condition.Stopped);
        }
    }

    public void Kill() => _process?.Send(Signal.Kill);

    public IEnumerable<string> LogTail(int lines) =>
        File.Exists(Log) ? File.ReadLines(Log).TakeLast(lines) : [];

    private async Task KeepRunningAsync(CancellationToken stop)
    {
        try
        {
            foreach (var other in _waitsFor.Where(other => other.Condition != Condition.LeftOut))
            {
                await other.Settled.WaitAsync(stop);
            }

            await RunAgainAndAgainAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _settled.TrySetCanceled(stop);
        }
        catch (Exception failure)
        {
            Become(Condition.Failed);
            _settled.TrySetException(failure);
            _ = _settled.Task.Exception;
        }
    }

    private async Task RunAgainAndAgainAsync(CancellationToken stop)
    {
        var backOff = new BackOff();
        for (var deaths = 0; ;)
        {
            await runnable.PrepareAsync(stop);
            stop.ThrowIfCancellationRequested();
            var process = _process = await ChildProcess.StartAsync(runnable.Command(), Log);
            Become(Condition.Starting);
            if (stop.IsCancellationRequested)
            {
                await process.StopAsync(runnable.StopSignal, runnable.StopPatience);
                return;
            }

            if (EndsByItself)
            {
                await EndWellAsync(process, stop);
                return;
            }

            if (await BecameReadyAsync(process, stop))
            {
                var first = !_settled.Task.IsCompleted;
                Become(Condition.Ready);
                Say($"{(first ? "ready" : "ready again")} after {process.Lived.TotalSeconds:0.0} s");
                _settled.TrySetResult();
            }

            var code = await process.Exited;
            stop.ThrowIfCancellationRequested();
            if (!_settled.Task.IsCompleted && ++deaths >= DeathsBeforeReadyMax)
            {
                throw new InvalidOperationException($"{Name} ended {deaths} times before it was ready (exit code {code}).");
            }

            var delay = backOff.AfterLifeOf(process.Lived);
            Become(Condition.Restarting);
            Say($"ended unexpectedly (exit code {code}); starting again in {delay.TotalSeconds:0.#} s; log: {Log}");
            await Task.Delay(delay, stop);
            Restarts++;
        }
    }

    private async Task EndWellAsync(ChildProcess process, CancellationToken stop)
    {
        var code = await process.Exited.WaitAsync(stop);
        if (code != 0)
        {
            throw new InvalidOperationException($"{Name} ended with exit code {code}.");
        }

        Become(Condition.Completed);
        Say($"done after {process.Lived.TotalSeconds:0.0} s");
        _settled.TrySetResult();
    }

    private async Task<bool> BecameReadyAsync(ChildProcess process, CancellationToken stop)
    {
        var heard = false;
        while (!process.Exited.IsCompleted)
        {
            var answers = await AnswersAsync(stop);
            if (answers == true)
            {
                return !process.Exited.IsCompleted;
            }

            heard |= answers is not null;
            if (!heard && process.Lived > runnable.SilenceMax)
            {
                Say($"says nothing after {process.Lived.TotalSeconds:0} s and is killed; log: {Log}");
                process.Send(Signal.Kill);
            }

            await Task.WhenAny(process.Exited, Task.Delay(PollEvery, stop));
            stop.ThrowIfCancellationRequested();
        }

        return false;
    }

    /// <summary>Null when nobody is heard.</summary>
    private async Task<bool?> AnswersAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            return await runnable.AnswersAsync(patience.Token);
        }
        catch (Exception notYet) when (notYet is IOException or System.Net.Sockets.SocketException or HttpRequestException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            return null;
        }
    }

    private void Become(Condition condition)
    {
        Condition = condition;
        changed();
    }

    private void Say(string what) => Console.WriteLine($"{Name,-14} {what}");
}
