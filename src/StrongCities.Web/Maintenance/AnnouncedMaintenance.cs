namespace StrongCities.Web.Maintenance;

/// <summary>The one maintenance that is announced: from its start to its end the site is read and takes nothing.</summary>
public sealed class AnnouncedMaintenance
{
    /// <summary>There is at most one.</summary>
    public int Id { get; private init; } = 1;

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }
}
