using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using StrongCities.Contracts.Gatherings;
using StrongCities.ServiceDefaults.Languages;
using StrongCities.Web.Times;

namespace StrongCities.Web.Pages.Staff;

/// <summary>What the pages that change a gathering have in common: it is sent whole, with wall times of the host.</summary>
public static class GatheringForm
{
    private static readonly string[] WallTimes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>The gathering as it is, for whoever changes one part of it.</summary>
    public static GatheringContent Content(this StaffGathering now)
    {
        var gathering = now.Gathering;
        return new GatheringContent
        {
            Title = { gathering.Title },
            Summary = { gathering.Summary },
            Starts = gathering.WallTime(gathering.StartsAt),
            Ends = gathering.WallTime(gathering.EndsAt),
            TimeZone = gathering.TimeZone,
            HostCity = gathering.HostCity,
            Venue = gathering.Venue,
            Format = gathering.Format,
            Series = gathering.Series,
            CourseId = gathering.CourseId,
            Language = gathering.Language,
            Trainers = { gathering.Trainers },
            Capacity = now.Capacity,
            SeatsPerOrganization = gathering.SeatsPerOrganization,
            Sessions = { gathering.SessionsFrom("") },
        };
    }

    /// <summary>The sessions that take place; when the beginning moves they move with it, by the clocks on the wall.</summary>
    /// <param name="starts">The beginning as it was typed; anything that is no time moves nothing.</param>
    public static IEnumerable<SessionContent> SessionsFrom(this Gathering gathering, string starts)
    {
        var moved = gathering.StartsAt is not null && DateTime.TryParseExact(starts, WallTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var begins)
            ? begins - gathering.AtHost(gathering.StartsAt)
            : TimeSpan.Zero;
        return gathering.Sessions.Where(session => !session.CalledOff).Select(session => new SessionContent
        {
            SessionId = session.SessionId,
            Title = { session.Title },
            Starts = Written(gathering.AtHost(session.StartsAt) + moved),
            Ends = Written(gathering.AtHost(session.EndsAt) + moved),
            Track = session.Track,
        });
    }

    /// <summary>As a field for a date and a time takes it; "" for none.</summary>
    public static string WallTime(this Gathering gathering, Timestamp? at) => at is null ? "" : Written(gathering.AtHost(at));

    private static DateTime AtHost(this Gathering gathering, Timestamp at) =>
        TimeWords.WallTime(at.ToDateTimeOffset(), ViewerZone.Find(gathering.TimeZone) ?? TimeZoneInfo.Utc);

    private static string Written(DateTime wallTime) => wallTime.ToString(WallTimes[0], CultureInfo.InvariantCulture);
}
