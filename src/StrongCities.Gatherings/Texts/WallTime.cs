using NodaTime;
using NodaTime.Text;

namespace StrongCities.Gatherings.Texts;

/// <summary>A time as the clocks of one zone show it, with the instant that it is under the zone's present rules.</summary>
internal readonly record struct WallTime(DateTime Local, DateTimeOffset Instant)
{
    private static readonly LocalDateTimePattern ToTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");
    private static readonly LocalDateTimePattern ToTheSecond = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss");

    /// <summary>The IANA zone of that name, or null.</summary>
    public static DateTimeZone? Zone(string name) => name.Contains('/') || name == "UTC" ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null;

    /// <summary>The wall time that <paramref name="text"/> writes (2027-01-21T15:00), or null.</summary>
    public static DateTime? Read(string text)
    {
        var parsed = ToTheMinute.Parse(text);
        parsed = parsed.Success ? parsed : ToTheSecond.Parse(text);
        return parsed.Success && parsed.Value.Year is > 1999 and < 2200 ? parsed.Value.ToDateTimeUnspecified() : null;
    }

    /// <summary>Null when the zone's clocks skip that time; of a time that they show twice, the earlier one is meant.</summary>
    public static WallTime? In(DateTimeZone zone, DateTime local)
    {
        var mapped = zone.MapLocal(LocalDateTime.FromDateTime(local));
        return mapped.Count == 0 ? null : new WallTime(local, mapped.First().ToInstant().ToDateTimeOffset());
    }
}
