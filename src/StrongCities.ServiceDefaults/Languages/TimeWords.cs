using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace StrongCities.ServiceDefaults.Languages;

/// <summary>Dates and times as people write them: "3:30 pm, Thursday 21 January 2027", "jeudi 21 janvier 2027, 15 h 30".</summary>
public static class TimeWords
{
    private const string NoBreak = "\u00A0";

    /// <summary>"3:30 pm", "noon"; "15 h 30", "15 h".</summary>
    public static string Time(Language language, TimeOnly time)
    {
        if (language == Language.French)
        {
            return time.Minute == 0 ? $"{time.Hour}{NoBreak}h" : string.Create(CultureInfo.InvariantCulture, $"{time.Hour}{NoBreak}h{NoBreak}{time.Minute:00}");
        }

        return time switch
        {
            { Hour: 0, Minute: 0 } => "midnight",
            { Hour: 12, Minute: 0 } => "noon",
            _ => string.Create(CultureInfo.InvariantCulture, $"{(time.Hour + 11) % 12 + 1}:{time.Minute:00}{NoBreak}{(time.Hour < 12 ? "am" : "pm")}"),
        };
    }

    /// <summary>"Thursday 21 January 2027"; "jeudi 21 janvier 2027", "vendredi 1er janvier 2027".</summary>
    public static string Date(Language language, DateOnly date, bool weekday = true)
    {
        var day = language == Language.French && date.Day == 1 ? "1er" : date.Day.ToString(CultureInfo.InvariantCulture);
        var text = $"{day}{NoBreak}{date.ToString("MMMM", language.Culture)} {date.Year.ToString(CultureInfo.InvariantCulture)}";
        return weekday ? $"{date.ToString("dddd", language.Culture)} {text}" : text;
    }

    /// <summary>The day of an instant in UTC, without its weekday, as deadlines that last days are told: "1 March 2027", "1er mars 2027". Nothing when it is not set.</summary>
    public static string Date(Language language, Timestamp? at) =>
        at is null ? "" : Date(language, DateOnly.FromDateTime(at.ToDateTime()), weekday: false);

    /// <summary>"Thu 21 Jan"; "jeu. 21 janv.": beside a time whose day differs.</summary>
    public static string ShortDate(Language language, DateOnly date) =>
        $"{date.ToString("ddd", language.Culture)}{NoBreak}{date.Day.ToString(CultureInfo.InvariantCulture)}{NoBreak}{date.ToString("MMM", language.Culture)}";

    /// <summary>"Jan 2027"; "janv. 2027": under a big day.</summary>
    public static string MonthAndYear(Language language, DateOnly date) =>
        $"{date.ToString("MMM", language.Culture)} {date.Year.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>"January 2027"; "Janvier 2027": a heading.</summary>
    public static string Month(Language language, DateOnly date)
    {
        var month = date.ToString("MMMM", language.Culture);
        return $"{char.ToUpper(month[0], language.Culture)}{month[1..]} {date.Year.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>"UTC+2", "UTC−3:30" at that instant.</summary>
    public static string Offset(TimeSpan offset)
    {
        if (offset == TimeSpan.Zero)
        {
            return "UTC";
        }

        var size = offset.Duration();
        var minutes = size.Minutes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{size.Minutes:00}");
        return string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '\u2212' : '+')}{size.Hours}{minutes}");
    }

    /// <summary>The wall time of an instant in a zone.</summary>
    public static DateTime WallTime(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>"America/New_York" is "New York", in the reader's language where it has another name.</summary>
    public static string PlaceOf(string zoneId, Words words) => words.Place(zoneId[(zoneId.LastIndexOf('/') + 1)..].Replace('_', ' '));
}
