using Aspire.Hosting.ApplicationModel;

namespace StrongCities.Local.Native;

/// <summary>How one resource of the topology runs on this machine.</summary>
internal abstract class Runnable(Resource resource)
{
    public Resource Resource => resource;

    public string Name => resource.Name;

    public virtual Signal StopSignal => Signal.Terminate;

    public virtual TimeSpan StopPatience => TimeSpan.FromSeconds(15);

    /// <summary>A process that has not been heard at all for this long after its start hangs: it is killed and started again. Null: it may take its time.</summary>
    public virtual TimeSpan? SilenceMax => null;

    /// <summary>Where its data is, when that is not below the instance's directory.</summary>
    public virtual string? DataElsewhere => null;

    public abstract ChildCommand Command();

    /// <summary>Called before every start: writes configuration, creates data on the first one.</summary>
    public virtual Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>True when the resource does its work for others now; false when it is heard and does not yet. Throws when nobody is heard.</summary>
    public abstract Task<bool> AnswersAsync(CancellationToken cancellation);

    /// <summary>Called once the process has been stopped for good.</summary>
    public virtual Task AfterStopAsync() => Task.CompletedTask;

    public virtual void DropData()
    {
    }
}
