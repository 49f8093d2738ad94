using System.Text;
using System.Text.RegularExpressions;
using StrongCities.Web.Caching;
using StrongCities.Web.Security;

namespace StrongCities.Web.Pages.Calendar;

/// <summary>
/// The public calendar for calendar programmes, whole or one series of dialogues, in the language of the address. They ask often: it comes from the
/// cache, and says when nothing is new.
/// </summary>
internal static partial class CalendarFeed
{
    public const string Path = "/calendar.ics";

    public static void MapCalendarFeed(this WebApplication app)
    {
        Map(Path, Listing.Calendar);
        Map("/calendar/series/{series}.ics", Listing.Dialogues);

        void Map(string path, Listing lists) =>
            app.MapGet(path, async (HttpContext http, PublicCalendar calendar, Words words, ListVersions versions, TimeProvider time) =>
                {
                    var version = await versions.OfAsync(lists, http.RequestAborted);
                    var entries = await calendar.ListAsync(words, http.RequestAborted);
                    var name = words["Strong Cities: dialogues"];
                    if (http.GetRouteValue("series") is string series)
                    {
                        entries = [.. entries.Where(entry => AddressName(entry.Series) == series)];
                        if (entries.Count > 0)
                        {
                            name = words["Strong Cities: {series}", ("series", entries[0].Series)];
                        }
                        else
                        {
                            // Between two dialogues of a series a subscription must not break; but of made-up series there is no end, and no cache keeps them.
                            http.Features.Set(new IncompletePage());
                        }
                    }

                    http.Response.Headers.ETag = $"\"{version}-{words.Language.Code}\"";
                    return Results.Bytes(
                        Encoding.UTF8.GetBytes(Write(name, entries, $"{http.Request.Scheme}://{http.Request.Host}", http.Request.PathBase, time.GetUtcNow())),
                        "text/calendar; charset=utf-8");
                })
                .WithMetadata(new PubliclyCachedAttribute(lists, seconds: 300))
                .ExcludeFromDescription();
    }

    /// <summary>The feed of one series, without the language; null where the entry is of none.</summary>
    public static string? PathOf(string series) => AddressName(series) is { Length: > 0 } name ? $"/calendar/series/{Uri.EscapeDataString(name)}.ics" : null;

    // Letters and digits of any script: an address that people can read, and that one more dash or space in the title does not change.
    internal static string AddressName(string series) => NeitherLetterNorDigit().Replace(series.Normalize().ToLowerInvariant(), "-").Trim('-');

    internal static string Write(string name, IReadOnlyList<CalendarEntry> entries, string origin, string pathBase, DateTimeOffset now) => FeedFile.Write(
        name,
        [.. entries.Select(entry => new FeedEvent(
            $"{entry.Id}@{new Uri(origin).Host}", 0, entry.StartsAt, entry.EndsAt, entry.TimeZone, entry.Title.Text, entry.Summary.Text, entry.Place,
            $"{origin}{pathBase}{entry.Path}", Held: false))],
        now);

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}]+")]
    private static partial Regex NeitherLetterNorDigit();
}
