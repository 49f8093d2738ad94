using StrongCities.Web.Languages;

namespace StrongCities.Web.Times;

/// <summary>The words for one instant (or a span) in the reader's zone and in the host's.</summary>
public static class TwoTimes
{
    /// <summary>The reader's time first; the second text is null when both clocks show the same, or when the reader's zone is unknown.</summary>
    public static (string First, string? Second) Of(
        Words words, DateTimeOffset at, DateTimeOffset? until, TimeZoneInfo host, string? hostPlace, TimeZoneInfo? viewer, bool withDate)
    {
        var there = hostPlace is { Length: > 0 } ? words.Place(hostPlace) : TimeWords.PlaceOf(host.Id, words);
        if (viewer is null || viewer.GetUtcOffset(at) == host.GetUtcOffset(at))
        {
            return (Text(words, at, until, host, there, withDate, null), null);
        }

        var here = TimeWords.PlaceOf(viewer.Id, words);
        var day = DateOnly.FromDateTime(TimeWords.WallTime(at, withDate ? viewer : host));
        return (
            Text(words, at, until, viewer, here, withDate, withDate ? null : day),
            Text(words, at, until, host, there, withDate: false, day));
    }

    private static string Text(Words words, DateTimeOffset at, DateTimeOffset? until, TimeZoneInfo zone, string place, bool withDate, DateOnly? shownDay)
    {
        var language = words.Language;
        var start = TimeWords.WallTime(at, zone);
        var day = DateOnly.FromDateTime(start);
        var date = withDate ? TimeWords.Date(language, day) + ", " : shownDay is { } shown && shown != day ? TimeWords.ShortDate(language, day) + ", " : "";
        var time = TimeWords.Time(language, TimeOnly.FromDateTime(start));
        if (until is { } end)
        {
            var finish = TimeWords.WallTime(end, zone);
            var lastDay = DateOnly.FromDateTime(finish);
            var endTime = TimeWords.Time(language, TimeOnly.FromDateTime(finish));
            // Over several days a dash: French words for a span differ with what stands before them.
            time = lastDay == day ? words["{start} to {end}", ("start", time), ("end", endTime)] : $"{time} – {TimeWords.ShortDate(language, lastDay)}, {endTime}";
        }

        return $"{date}{time} {place}";
    }
}
