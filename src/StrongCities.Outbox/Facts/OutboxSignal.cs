using System.Threading.Channels;

namespace StrongCities.Outbox;

/// <summary>Wakes this process's relay and work loops after a commit, so that nothing waits for the next poll.</summary>
public sealed class OutboxSignal
{
    private readonly List<Channel<bool>> sleepers = [];

    /// <summary>Says that rows were committed. Code that commits through explicit SQL calls it; Entity Framework's commits do so by themselves.</summary>
    public void Wake()
    {
        lock (sleepers)
        {
            foreach (var sleeper in sleepers)
            {
                sleeper.Writer.TryWrite(true);
            }
        }
    }

    internal ChannelReader<bool> Subscribe()
    {
        // Room for one: a hundred commits while the loop works need one more look, not a hundred.
        var sleeper = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (sleepers)
        {
            sleepers.Add(sleeper);
        }

        return sleeper.Reader;
    }

    /// <summary>Returns at the next wake-up or after the time, whichever is first.</summary>
    internal static async Task WaitAsync(ChannelReader<bool> reader, TimeSpan atMost, TimeProvider time, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            await reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The poll's turn.
        }
    }
}
