namespace StrongCities.Outbox;

/// <summary>
/// Reads the owner's current rows and writes them into this service's projection. Facts published before the queue existed never arrive,
/// so it runs once the queue is declared, before the service is ready; again every night and when a gap in versions is seen.
/// </summary>
public abstract class Backfill
{
    /// <summary>
    /// Streams the owner's rows and keeps those with a newer version than the projection's. It must bear repetition and facts arriving meanwhile,
    /// and must not hold a transaction open while it asks the owner.
    /// </summary>
    public abstract Task RunAsync(CancellationToken stop);
}
