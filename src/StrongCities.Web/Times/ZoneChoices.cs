using StrongCities.Web.Forms;
using StrongCities.Web.Languages;

namespace StrongCities.Web.Times;

/// <summary>The zones to choose from: Europe, North America and UTC's neighbours, by city and offset (zone names of the system stay in one language).</summary>
public static class ZoneChoices
{
    private static readonly string[] Ids =
    [
        "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Vancouver", "America/Denver", "America/Phoenix", "America/Edmonton",
        "America/Chicago", "America/Winnipeg", "America/Mexico_City", "America/New_York", "America/Toronto", "America/Detroit", "America/Halifax",
        "America/St_Johns", "Atlantic/Reykjavik", "Atlantic/Azores", "Europe/Dublin", "Europe/Lisbon", "Europe/London", "Europe/Amsterdam",
        "Europe/Belgrade", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Budapest", "Europe/Copenhagen", "Europe/Ljubljana",
        "Europe/Luxembourg", "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Sarajevo", "Europe/Skopje",
        "Europe/Stockholm", "Europe/Tirane", "Europe/Vienna", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich", "Europe/Athens", "Europe/Bucharest",
        "Europe/Chisinau", "Europe/Helsinki", "Europe/Kyiv", "Europe/Riga", "Europe/Sofia", "Europe/Tallinn", "Europe/Vilnius", "Europe/Istanbul",
    ];

    public static IReadOnlyList<Option> Of(Words words, DateTimeOffset now)
    {
        var compare = StringComparer.Create(words.Language.Culture, ignoreCase: true);
        return
        [
            .. Ids.Select(ViewerZone.Find).OfType<TimeZoneInfo>()
                .Select(zone => (zone.Id, Place: TimeWords.PlaceOf(zone.Id, words), Offset: zone.GetUtcOffset(now)))
                .OrderBy(zone => zone.Place, compare)
                .Select(zone => new Option(zone.Id, $"{zone.Place} ({TimeWords.Offset(zone.Offset)})")),
        ];
    }
}
