using NodaTime;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>What staff wrote about a gathering, read and found sound.</summary>
internal sealed record ProposedGathering(
    Words Title, Words Summary, string Series, WallTime Starts, WallTime Ends, string TimeZone,
    string HostCity, string Venue, string Format, int Capacity, int SeatsPerOrganization, IReadOnlyList<ProposedSession> Sessions, Wire.GatheringContent Content)
{
    public const int TitleCharactersMax = 200;
    public const int SummaryCharactersMax = 4_000;
    public const int LineCharactersMax = 200;
    public const int CapacityMax = 2_000;
    public const int SeatsPerOrganizationMax = 20;
    public const int SessionsMax = 60;

    private static readonly string[] Formats = ["in-person", "online", "hybrid"];

    /// <summary>The first problem is the refusal's reason; its metadata names every field with a problem, so that a form is mended in one go.</summary>
    public static (ProposedGathering? Proposed, Refusal? Refusal) Read(
        Wire.GatheringContent content, DateTimeOffset now, TimeSpan lengthMax, IReadOnlyList<(string Field, Refusal Refusal)>? ownProblems = null)
    {
        var problems = new List<(string Field, Refusal Refusal)>();

        var title = Texts("title", content.Title, TitleCharactersMax, GatheringRefusals.TitleTooLong);
        if (title.IsEmpty && problems.Count == 0)
        {
            problems.Add(("title", GatheringRefusals.TitleMissing));
        }

        var summary = Texts("summary", content.Summary, SummaryCharactersMax, GatheringRefusals.SummaryTooLong);
        var zone = WallTime.Zone(content.TimeZone);
        Must(zone is not null, "time_zone", GatheringRefusals.ZoneUnknown);
        zone ??= DateTimeZone.Utc;

        var starts = Time("starts", content.Starts);
        var ends = Time("ends", content.Ends);
        if (starts is { } first && ends is { } last)
        {
            Must(first.Instant > now, "starts", GatheringRefusals.StartsInThePast);
            Must(last.Instant > first.Instant, "ends", GatheringRefusals.EndsBeforeStart);
            Must(last.Instant - first.Instant <= lengthMax, "ends", GatheringRefusals.TooLong);
        }

        var hostCity = Line("host_city", content.HostCity);
        Must(hostCity.Length > 0, "host_city", GatheringRefusals.HostCityMissing);
        var venue = Line("venue", content.Venue);
        var series = Line("series", content.Series);
        Must(Formats.Contains(content.Format), "format", GatheringRefusals.FormatUnknown);
        Must(content.Capacity is >= 1 and <= CapacityMax, "capacity", GatheringRefusals.CapacityOutOfRange);
        Must(content.SeatsPerOrganization is >= 1 and <= SeatsPerOrganizationMax && content.SeatsPerOrganization <= content.Capacity,
            "seats_per_organization", GatheringRefusals.SeatsPerOrganizationOutOfRange);

        Must(content.Sessions.Count <= SessionsMax, "sessions", GatheringRefusals.TooManySessions);
        var sessions = content.Sessions.Take(SessionsMax).Select(Sitting).OfType<ProposedSession>().ToList();

        problems.AddRange(ownProblems ?? []);
        if (problems.Count > 0)
        {
            return (null, GatheringRefusals.Of(problems));
        }

        return (new ProposedGathering(title, summary, series, starts!.Value, ends!.Value, content.TimeZone, hostCity, venue, content.Format,
            content.Capacity, content.SeatsPerOrganization, sessions, content), null);

        void Must(bool sound, string field, Refusal otherwise)
        {
            if (!sound)
            {
                problems.Add((field, otherwise));
            }
        }

        Words Texts(string field, IEnumerable<Wire.LocalText> texts, int charactersMax, Refusal tooLong)
        {
            var words = Words.Read(texts);
            Must(words is not null, field, GatheringRefusals.LanguageUnknown);
            Must(words is null || words.LongestCharacters <= charactersMax, field, tooLong);
            return words ?? Words.None;
        }

        string Line(string field, string typed)
        {
            var line = PlainText.LineOf(typed);
            Must(line.Length <= LineCharactersMax, field, GatheringRefusals.TextTooLong);
            return line;
        }

        WallTime? Time(string field, string text)
        {
            var local = WallTime.Read(text);
            Must(local is not null, field, GatheringRefusals.TimeUnreadable);
            if (local is null)
            {
                return null;
            }

            var time = WallTime.In(zone, local.Value);
            Must(time is not null, field, GatheringRefusals.TimeDoesNotExist);
            return time;
        }

        ProposedSession? Sitting(Wire.SessionContent session, int place)
        {
            var field = $"sessions.{place}.";
            var words = Texts(field + "title", session.Title, TitleCharactersMax, GatheringRefusals.TitleTooLong);
            Must(!words.IsEmpty, field + "title", GatheringRefusals.TitleMissing);
            var track = Line(field + "track", session.Track);
            if (Time(field + "starts", session.Starts) is not { } from || Time(field + "ends", session.Ends) is not { } to)
            {
                return null;
            }

            Must(to.Instant > from.Instant, field + "ends", GatheringRefusals.EndsBeforeStart);
            Must(starts is not { } opening || from.Instant >= opening.Instant, field + "starts", GatheringRefusals.SessionOutsideGathering);
            Must(ends is not { } closing || to.Instant <= closing.Instant, field + "ends", GatheringRefusals.SessionOutsideGathering);
            return new ProposedSession(Guid.TryParse(session.SessionId, out var id) ? id : null, words, track, from, to);
        }
    }
}

/// <summary>A session that staff wrote; without id it is a new one.</summary>
internal sealed record ProposedSession(Guid? Id, Words Title, string Track, WallTime Starts, WallTime Ends);
