using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using StrongCities.Web.Caching;
using StrongCities.Web.Security;

namespace StrongCities.Web.Pages.Calendar;

/// <summary>The public calendar for calendar programmes (RFC 5545), in the language of the address. They ask often: it comes from the cache, and says when nothing is new.</summary>
internal static class CalendarFeed
{
    public const string Path = "/calendar.ics";

    public static void MapCalendarFeed(this WebApplication app) =>
        app.MapGet(Path, async (HttpContext http, PublicCalendar calendar, Words words, ListVersions versions, TimeProvider time) =>
            {
                var version = await versions.OfAsync(Listing.Calendar, http.RequestAborted);
                var entries = await calendar.ListAsync(words, http.RequestAborted);
                var origin = $"{http.Request.Scheme}://{http.Request.Host}";
                http.Response.Headers.ETag = $"\"{version}-{words.Language.Code}\"";
                return Results.Bytes(Encoding.UTF8.GetBytes(Write(entries, words, origin, http.Request.PathBase, time.GetUtcNow())), "text/calendar; charset=utf-8");
            })
            .WithMetadata(new PubliclyCachedAttribute(Listing.Calendar, seconds: 300))
            .ExcludeFromDescription();

    internal static string Write(IReadOnlyList<CalendarEntry> entries, Words words, string origin, string pathBase, DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { Method = "PUBLISH", ProductId = "-//StrongCities//Calendar//EN" };
        calendar.AddProperty("X-WR-CALNAME", words["Strong Cities: dialogues"]);
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        foreach (var zone in entries.GroupBy(entry => entry.TimeZone))
        {
            calendar.AddTimeZone(VTimeZone.FromDateTimeZone(zone.Key, zone.Min(entry => entry.StartsAt).UtcDateTime.AddYears(-1), includeHistoricalData: false));
        }

        foreach (var entry in entries)
        {
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{entry.Id}@{new Uri(origin).Host}",
                DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
                Start = Wall(entry.StartsAt, entry.TimeZone),
                End = Wall(entry.EndsAt, entry.TimeZone),
                Summary = entry.Title.Text,
                Description = entry.Summary.Text,
                Location = entry.Place,
                Url = new Uri($"{origin}{pathBase}{entry.Path}"),
                Transparency = TransparencyType.Transparent,
            });
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalDateTime Wall(DateTimeOffset instant, string zone) =>
        new(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime, zone);
}
