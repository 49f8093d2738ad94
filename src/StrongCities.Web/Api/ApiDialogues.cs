using StrongCities.Contracts.Gatherings;

namespace StrongCities.Web.Api;

/// <summary>A text in one language, and how it came about: human, machine or reviewed.</summary>
public sealed record ApiText(string Language, string Text, string Origin)
{
    internal static IReadOnlyList<ApiText> Of(IEnumerable<LocalText> texts) => [.. texts.Select(text => new ApiText(text.Language, text.Text, text.Origin))];
}

/// <summary>
/// A dialogue. <paramref name="State"/>: published, over, reported (over, and its report is published) or cancelled, with <paramref name="CancelledWords"/> then. <paramref name="Availability"/>: plenty (10 or more
/// seats), few, full, closed; exact counts are not public.
/// </summary>
public sealed record ApiDialogue(
    string Id, string State, string Series, IReadOnlyList<ApiText> Title, IReadOnlyList<ApiText> Summary, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone,
    string HostCity, string Venue, string Format, string Availability, int SeatsPerOrganization, string Policy, IReadOnlyList<ApiSession> Sessions,
    IReadOnlyList<ApiText> CancelledWords);

/// <summary>One sitting; those of different tracks may overlap. <paramref name="CalledOff"/>: it does not take place, the others do.</summary>
public sealed record ApiSession(string Id, IReadOnlyList<ApiText> Title, string Track, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool CalledOff)
{
    internal static IReadOnlyList<ApiSession> Of(Gathering gathering) =>
        [.. gathering.Sessions.Select(session => new ApiSession(
            session.SessionId, ApiText.Of(session.Title), session.Track, session.StartsAt.ToDateTimeOffset(), session.EndsAt.ToDateTimeOffset(), session.CalledOff))];
}

/// <summary>Published dialogues that have not ended, soonest first.</summary>
public sealed record ApiDialogueList(IReadOnlyList<ApiDialogue> Dialogues);

internal static class ApiDialogues
{
    public static void MapDialogues(this RouteGroupBuilder api)
    {
        api.MapGet("/dialogues", async (Gatherings.GatheringsClient dialogues, CancellationToken cancel) =>
            {
                var found = await dialogues.ListGatheringsAsync(new ListGatheringsRequest(), cancellationToken: cancel);
                return new ApiDialogueList([.. found.Gatherings.Select(Show)]);
            })
            .WithName("ListDialogues")
            .WithSummary("Published dialogues that have not ended, soonest first.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        api.MapGet("/dialogues/{id}", async (string id, Gatherings.GatheringsClient dialogues, CancellationToken cancel) =>
                Show(await dialogues.GetGatheringAsync(new GetGatheringRequest { GatheringId = id }, cancellationToken: cancel)))
            .WithName("GetDialogue")
            .WithSummary("One dialogue that is or was published; whether it still takes place is in its state.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static ApiDialogue Show(Gathering dialogue) => new(
        dialogue.GatheringId, dialogue.State, dialogue.Series, ApiText.Of(dialogue.Title), ApiText.Of(dialogue.Summary), dialogue.StartsAt.ToDateTimeOffset(), dialogue.EndsAt.ToDateTimeOffset(),
        dialogue.TimeZone, dialogue.HostCity, dialogue.Venue, dialogue.Format, dialogue.Availability, dialogue.SeatsPerOrganization, dialogue.Policy,
        ApiSession.Of(dialogue), ApiText.Of(dialogue.CancelledWords));
}
