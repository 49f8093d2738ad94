using Google.Protobuf.WellKnownTypes;
using StrongCities.Gatherings.Labels;
using StrongCities.Gatherings.Moves;

namespace StrongCities.Gatherings;

/// <summary>A gathering as it is told to others.</summary>
internal static class GatheringInWords
{
    public static Wire.Gathering ToWire(this Gathering gathering, Seats seats, DateTimeOffset now)
    {
        var told = new Wire.Gathering
        {
            GatheringId = gathering.Id.ToString(),
            Kind = gathering.Kind,
            StartsAt = gathering.StartsAt.ToTimestamp(),
            EndsAt = gathering.EndsAt.ToTimestamp(),
            TimeZone = gathering.TimeZone,
            HostCity = gathering.HostCity,
            Venue = gathering.Venue,
            Format = gathering.Format,
            Series = gathering.Series,
            State = StateOf(gathering, seats, now),
            Availability = seats.Band(gathering, now),
            SeatsPerOrganization = seats.Offering.SeatsPerEntryMax,
            Policy = "first-come",
            Label = seats.Label?.ToWire(),
        };
        gathering.TellOwn(told);
        told.Title.AddRange(gathering.Title.ToWire());
        told.Summary.AddRange(gathering.Summary.ToWire());
        told.CancelledWords.AddRange(gathering.CancelledWords.ToWire());
        told.Sessions.AddRange(gathering.Sessions.OrderBy(session => session.StartsAt).ThenBy(session => session.Place).Select(ToWire));
        return told;
    }

    /// <summary>With exact counts: for staff alone.</summary>
    public static async Task<List<Wire.StaffGathering>> ToStaffAsync(this GatheringsDb db, List<(Gathering Gathering, Seats Seats)> gatherings, CancellationToken stop)
    {
        var now = await db.NowAsync(stop);
        var ids = gatherings.ConvertAll(found => found.Gathering.Id);
        var kept = await db.KeptSeatsAsync(ids, stop);
        var stillComing = await db.CountStillComingAsync(ids, stop);
        return gatherings.ConvertAll(found =>
        {
            var ((gathering, seats), (asked, yes)) = (found, stillComing.GetValueOrDefault(found.Gathering.Id));
            return new Wire.StaffGathering
            {
                Gathering = gathering.ToWire(seats, now),
                Version = gathering.Version,
                Capacity = seats.Offering.Capacity,
                Taken = seats.Offering.Taken,
                WaitingEntries = seats.Offering.Waiting,
                OfferedSeats = kept(gathering.Id).Offered,
                HeldSeats = kept(gathering.Id).Held,
                AskedStillComing = asked,
                StillComing = yes,
            };
        });
    }

    /// <summary>With exact counts: for staff alone.</summary>
    public static async Task<Wire.StaffGathering> ToStaffAsync(this GatheringsDb db, (Gathering Gathering, Seats Seats) gathering, CancellationToken stop) =>
        (await db.ToStaffAsync([gathering], stop))[0];

    private static Wire.GatheringSession ToWire(Session session)
    {
        var told = new Wire.GatheringSession
        {
            SessionId = session.Id.ToString(),
            StartsAt = session.StartsAt.ToTimestamp(),
            EndsAt = session.EndsAt.ToTimestamp(),
            Track = session.Track,
            CalledOff = session.CalledOff,
        };
        told.Title.AddRange(session.Title.ToWire());
        return told;
    }

    private static string StateOf(Gathering gathering, Seats seats, DateTimeOffset now) => gathering.State switch
    {
        GatheringState.Draft => "draft",
        GatheringState.Cancelled => "cancelled",
        _ when !gathering.IsOver(now) => "published",
        _ => seats.Reported ? "reported" : "over",
    };
}
