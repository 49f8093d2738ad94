using StrongCities.Contracts.Gatherings;
using StrongCities.Web.Kinds;
using StrongCities.Web.Languages;
using StrongCities.Web.Pages.OfGatherings;
using StrongCities.Web.Times;

namespace StrongCities.Web.Pages.Calendar;

/// <summary>One thing on the public calendar, in the reader's words. Seats are a band, never a count.</summary>
/// <param name="Id">Stable, such as <c>dialogue-…</c> or <c>cohort-…</c>.</param>
/// <param name="Path">Of its page, without the language.</param>
/// <param name="TimeZone">IANA zone of the host.</param>
/// <param name="Place">Where, as people read it.</param>
/// <param name="Series">Of dialogues, in the host's words; else empty.</param>
public sealed record CalendarEntry(
    string Id, string Path, ShownText Title, ShownText Summary, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, string HostCity, string Place,
    string Availability, string Series)
{
    /// <summary>The day it begins on, where it is held.</summary>
    public DateOnly Day { get; } = DateOnly.FromDateTime(TimeWords.WallTime(StartsAt, ViewerZone.Find(TimeZone) ?? TimeZoneInfo.Utc));
}

/// <summary>What lies ahead, of all services, soonest first.</summary>
public sealed class PublicCalendar(
    [FromKeyedServices(GatheringKinds.Dialogue)] Gatherings.GatheringsClient dialogues, [FromKeyedServices(GatheringKinds.Cohort)] Gatherings.GatheringsClient cohorts)
{
    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(Words words, CancellationToken stop)
    {
        var asked = new[] { dialogues, cohorts }.Select(keeper => keeper.ListGatheringsAsync(new ListGatheringsRequest(), cancellationToken: stop).ResponseAsync);
        var ahead = (await Task.WhenAll(asked)).SelectMany(reply => reply.Gatherings);
        return [.. ahead.Select(gathering => Entry(gathering, words)).OrderBy(entry => entry.StartsAt).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
    }

    private static CalendarEntry Entry(Gathering gathering, Words words) => new(
        $"{gathering.Kind}-{gathering.GatheringId}", gathering.Path(),
        LocalTexts.Best(gathering.Title, words.Language), LocalTexts.Best(gathering.Summary, words.Language),
        gathering.StartsAt.ToDateTimeOffset(), gathering.EndsAt.ToDateTimeOffset(), gathering.TimeZone, gathering.HostCity, GatheringWords.Place(gathering, words),
        gathering.Availability, gathering.Kind == GatheringKinds.Dialogue ? gathering.Series : "");
}
