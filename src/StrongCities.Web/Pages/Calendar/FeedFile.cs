using System.Security.Cryptography;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace StrongCities.Web.Pages.Calendar;

/// <summary>One event of a calendar that programmes read.</summary>
/// <param name="Sequence">Rises with every change.</param>
/// <param name="TimeZone">IANA zone of the host.</param>
/// <param name="Address">Of its page.</param>
/// <param name="Held">Whether the reader has a seat: then the time is taken.</param>
internal sealed record FeedEvent(
    string Uid, int Sequence, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, string Title, string Description, string Place, string Address, bool Held);

/// <summary>Events as RFC 5545 has them: wall times in the hosts' zones, and the zones' rules along with them.</summary>
internal static class FeedFile
{
    public static string Write(string name, IReadOnlyList<FeedEvent> events, DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { Method = "PUBLISH", ProductId = "-//StrongCities//Calendar//EN" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        foreach (var zone in events.GroupBy(entry => entry.TimeZone))
        {
            calendar.AddTimeZone(VTimeZone.FromDateTimeZone(zone.Key, zone.Min(entry => entry.StartsAt).UtcDateTime.AddYears(-1), includeHistoricalData: false));
        }

        foreach (var entry in events)
        {
            calendar.Events.Add(new CalendarEvent
            {
                Uid = entry.Uid,
                Sequence = entry.Sequence,
                DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
                Start = Wall(entry.StartsAt, entry.TimeZone),
                End = Wall(entry.EndsAt, entry.TimeZone),
                Summary = entry.Title,
                Description = entry.Description,
                Location = entry.Place,
                Url = new Uri(entry.Address),
                Status = entry.Held ? EventStatus.Confirmed : null,
                Transparency = entry.Held ? TransparencyType.Opaque : TransparencyType.Transparent,
            });
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    /// <summary>The same for the same events, whenever they are written.</summary>
    public static string TagOf(string name, IEnumerable<FeedEvent> events) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', events.Select(entry => entry.ToString()).Prepend(name)))))[..32]}\"";

    private static CalDateTime Wall(DateTimeOffset instant, string zone) =>
        new(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime, zone);
}
