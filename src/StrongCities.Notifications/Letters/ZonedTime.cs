using Google.Protobuf.WellKnownTypes;
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

    /// <summary>From one instant to another in one zone: "Thursday 21 January 2027, 3:30 pm to 5:00 pm, Copenhagen (UTC+1)"; the day of the end where it is another.</summary>
    public static string Period(Timestamp starts, Timestamp ends, string zone, Words words)
    {
        var (start, end) = (Local(starts), Local(ends));
        var (startDay, endDay) = (DateOnly.FromDateTime(start.DateTime), DateOnly.FromDateTime(end.DateTime));
        (string, object?)[] parts =
        [
            ("date", TimeWords.Date(words.Language, startDay)), ("start", TimeWords.Time(words.Language, TimeOnly.FromDateTime(start.DateTime))),
            ("endDate", TimeWords.Date(words.Language, endDay)), ("end", TimeWords.Time(words.Language, TimeOnly.FromDateTime(end.DateTime))),
            ("place", $"{TimeWords.PlaceOf(zone, words)} ({TimeWords.Offset(start.Offset)})"),
        ];
        return startDay == endDay ? words["{date}, {start} to {end}, {place}", parts] : words["{date}, {start} to {endDate}, {end}, {place}", parts];

        DateTimeOffset Local(Timestamp instant) => TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), TimeZoneInfo.FindSystemTimeZoneById(zone));
    }

    /// <summary>Whether both zones show the same time at that instant.</summary>
    public static bool SameClock(DateTimeOffset instant, string zone, string other) =>
        TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(instant) == TimeZoneInfo.FindSystemTimeZoneById(other).GetUtcOffset(instant);
}
