using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace StrongCities.Contracts.Gatherings;

/// <summary>One thing that people who hold a seat have in their calendars, the same whether it came by mail or is read from a feed.</summary>
/// <param name="Id">Of the gathering, or of the session.</param>
/// <param name="Session">Null: the gathering as a whole.</param>
public readonly record struct CalendarSlot(string Id, Timestamp Starts, Timestamp Ends, GatheringSession? Session)
{
    /// <summary>Whether it does not take place, while the gathering does.</summary>
    public bool CalledOff => Session is { CalledOff: true };

    /// <summary>A dialogue as a whole; of a cohort, which may last for weeks, each session, called off ones too.</summary>
    public static IReadOnlyList<CalendarSlot> Of(Gathering gathering) =>
        gathering.Kind == GatheringKinds.Cohort && gathering.Sessions.Count > 0
            ? [.. gathering.Sessions.Select(session => new CalendarSlot(session.SessionId, session.StartsAt, session.EndsAt, session))]
            : [new CalendarSlot(gathering.GatheringId, gathering.StartsAt, gathering.EndsAt, null)];

    /// <summary>The UID of this for one reader: stable, and of no use for linking two readers or two entries.</summary>
    /// <param name="gathering">What it is of.</param>
    /// <param name="registrationUid">Of the registration: random, known to the services alone.</param>
    /// <param name="personId">The reader.</param>
    public string UidFor(Gathering gathering, string registrationUid, string personId)
    {
        // Of a dialogue there is one entry; the sessions of a cohort are told apart by their own id.
        var entryUid = gathering.Kind == GatheringKinds.Cohort ? $"{registrationUid} {Id}" : registrationUid;
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(entryUid), Encoding.UTF8.GetBytes(personId)))[..32] + "@strongcities";
    }
}
