using System.Numerics;

namespace StrongCities.Matchmaking.Preferences;

/// <summary>The hours of a week in UTC, as a set of 168.</summary>
internal readonly record struct HoursOfWeek(ulong Low, ulong Middle, ulong High)
{
    public const int Hours = 7 * 24;

    /// <summary>Parts of the week that a form offers: days from Monday, first hour and the hour after the last.</summary>
    public static readonly IReadOnlyDictionary<string, (int FirstDay, int LastDay, int From, int To)> Parts = new Dictionary<string, (int, int, int, int)>
    {
        ["weekday-morning"] = (0, 4, 8, 12),
        ["weekday-afternoon"] = (0, 4, 12, 17),
        ["weekday-evening"] = (0, 4, 17, 21),
        ["weekend"] = (5, 6, 9, 18),
    };

    /// <summary>Those parts of the week as clocks of the zone show them, by the zone's rule at that instant.</summary>
    public static HoursOfWeek Of(IEnumerable<string> parts, TimeZoneInfo zone, DateTimeOffset at)
    {
        var words = new ulong[3];
        var offset = (int)Math.Floor(zone.GetUtcOffset(at).TotalHours);
        foreach (var (firstDay, lastDay, from, to) in parts.Where(Parts.ContainsKey).Select(part => Parts[part]))
        {
            for (var day = firstDay; day <= lastDay; day++)
            {
                for (var hour = from; hour < to; hour++)
                {
                    var utc = (((day * 24) + hour - offset) % Hours + Hours) % Hours;
                    words[utc / 64] |= 1UL << (utc % 64);
                }
            }
        }

        return new HoursOfWeek(words[0], words[1], words[2]);
    }

    /// <summary>Hours a week that both have.</summary>
    public int Overlap(HoursOfWeek other) =>
        BitOperations.PopCount(Low & other.Low) + BitOperations.PopCount(Middle & other.Middle) + BitOperations.PopCount(High & other.High);
}
