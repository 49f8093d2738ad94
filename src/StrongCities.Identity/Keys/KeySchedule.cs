namespace StrongCities.Identity.Keys;

/// <summary>When keys are made, used and dropped; pure, so that a year of rotations is a unit test.</summary>
internal static class KeySchedule
{
    public const int ActiveDays = 30;

    /// <summary>A service must have seen a key before the first token names it.</summary>
    public const int PublishedBeforeUseDaysMin = 1;

    /// <summary>Longer than anything sealed or signed lives (a session: 12 hours).</summary>
    public const int KeptAfterUseDays = 1;

    /// <summary>The instants from which missing keys become active: always one in use and one published to follow.</summary>
    public static IEnumerable<DateTimeOffset> Missing(IReadOnlyCollection<DateTimeOffset> activeFrom, DateTimeOffset now)
    {
        if (!activeFrom.Any(from => from <= now))
        {
            yield return now;
        }

        if (!activeFrom.Any(from => from > now))
        {
            // After a long stop the key in use may be overdue: its successor still waits its day, published.
            var due = activeFrom.DefaultIfEmpty(now).Max().AddDays(ActiveDays);
            var soonest = now.AddDays(PublishedBeforeUseDaysMin);
            yield return due > soonest ? due : soonest;
        }
    }

    /// <summary>The newest that is due.</summary>
    public static DateTimeOffset Active(IReadOnlyCollection<DateTimeOffset> activeFrom, DateTimeOffset now) =>
        activeFrom.Where(from => from <= now).Max();

    /// <summary>Keys made before this one took over more than a day ago open nothing that still lives.</summary>
    public static IEnumerable<DateTimeOffset> Expired(IReadOnlyCollection<DateTimeOffset> activeFrom, DateTimeOffset now) =>
        activeFrom.Where(from => activeFrom.Any(next => next > from && next <= now.AddDays(-KeptAfterUseDays)));
}
