using StrongCities.Contracts.Events;
using StrongCities.Web.Languages;
using StrongCities.Web.Pages.OfDialogues;
using StrongCities.Web.Times;

namespace StrongCities.Web.Pages.Calendar;

/// <summary>One thing on the public calendar, in the reader's words. Seats are a band, never a count.</summary>
/// <param name="Id">Stable, such as <c>dialogue-…</c>.</param>
/// <param name="Path">Of its page, without the language.</param>
/// <param name="TimeZone">IANA zone of the host.</param>
/// <param name="Place">Where, as people read it.</param>
public sealed record CalendarEntry(
    string Id, string Path, ShownText Title, ShownText Summary, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, string HostCity, string Place,
    string Availability)
{
    /// <summary>The day it begins on, where it is held.</summary>
    public DateOnly Day { get; } = DateOnly.FromDateTime(TimeWords.WallTime(StartsAt, ViewerZone.Find(TimeZone) ?? TimeZoneInfo.Utc));
}

/// <summary>What lies ahead, of all services, soonest first.</summary>
public sealed class PublicCalendar(Dialogues.DialoguesClient dialogues)
{
    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(Words words, CancellationToken stop)
    {
        var ahead = await dialogues.ListDialoguesAsync(new ListDialoguesRequest(), cancellationToken: stop);
        return [.. ahead.Dialogues.Select(dialogue => Entry(dialogue, words)).OrderBy(entry => entry.StartsAt).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
    }

    private static CalendarEntry Entry(Dialogue dialogue, Words words) => new(
        $"dialogue-{dialogue.DialogueId}", $"/dialogues/{dialogue.DialogueId}",
        LocalTexts.Best(dialogue.Title, words.Language), LocalTexts.Best(dialogue.Summary, words.Language),
        dialogue.StartsAt.ToDateTimeOffset(), dialogue.EndsAt.ToDateTimeOffset(), dialogue.TimeZone, dialogue.HostCity, DialogueWords.Place(dialogue, words),
        dialogue.Availability);
}
