using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Letters;

/// <summary>An instant in words, in one zone, with the zone's city and its offset then.</summary>
internal static class ZonedTime
{
    /// <summary>"Thursday 21 January 2027, 3:30 pm, Copenhagen (UTC+1)".</summary>
    public static string InWords(DateTimeOffset instant, string zone, Words words)
    {
        var local = TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone));
        return $"{TimeWords.Date(words.Language, DateOnly.FromDateTime(local.DateTime))}, {TimeWords.Time(words.Language, TimeOnly.FromDateTime(local.DateTime))}, "
            + $"{TimeWords.PlaceOf(zone, words)} ({TimeWords.Offset(local.Offset)})";
    }

    /// <summary>When it is, as a mail's details say it: in the reader's zone, and in the host's where the clocks differ.</summary>
    public static IEnumerable<(string Label, string Value)> Details(DateTimeOffset instant, string readers, string hosts, Words words)
    {
        yield return (words["When"], InWords(instant, readers, words));
        if (!SameClock(instant, readers, hosts))
        {
            yield return (words["When, at the host's"], InWords(instant, hosts, words));
        }
    }

    /// <summary>Whether both zones show the same time at that instant.</summary>
    public static bool SameClock(DateTimeOffset instant, string zone, string other) =>
        TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(instant) == TimeZoneInfo.FindSystemTimeZoneById(other).GetUtcOffset(instant);
}
