namespace StrongCities.Web.Maintenance;

/// <summary>What this process knows of the announced maintenance; kept in memory, so that no page waits for it.</summary>
public sealed class CurrentMaintenance(TimeProvider time)
{
    private volatile AnnouncedMaintenance? _announced;

    /// <summary>What is announced and not over, or null.</summary>
    public AnnouncedMaintenance? Announced => _announced is { } known && known.EndsAt > time.GetUtcNow() ? known : null;

    /// <summary>What is going on now, or null.</summary>
    public AnnouncedMaintenance? UnderWay => Announced is { } known && known.StartsAt <= time.GetUtcNow() ? known : null;

    /// <summary>What a kept page must be told apart by.</summary>
    public string Version => Announced is { } known ? $"{known.StartsAt.UtcTicks}-{known.EndsAt.UtcTicks}-{UnderWay is not null}" : "";

    /// <summary>Whole seconds to its end.</summary>
    public int SecondsLeft(AnnouncedMaintenance maintenance) => Math.Max(1, (int)Math.Ceiling((maintenance.EndsAt - time.GetUtcNow()).TotalSeconds));

    internal void Learn(AnnouncedMaintenance? announced) => _announced = announced;
}
