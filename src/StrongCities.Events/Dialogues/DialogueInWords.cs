using Google.Protobuf.WellKnownTypes;
using StrongCities.Events.Labels;

namespace StrongCities.Events.Dialogues;

/// <summary>A dialogue as it is told to others.</summary>
internal static class DialogueInWords
{
    public static Wire.Dialogue ToWire(this Dialogue dialogue, Seats seats, DateTimeOffset now)
    {
        var told = new Wire.Dialogue
        {
            DialogueId = dialogue.Id.ToString(),
            StartsAt = dialogue.StartsAt.ToTimestamp(),
            EndsAt = dialogue.EndsAt.ToTimestamp(),
            TimeZone = dialogue.TimeZone,
            HostCity = dialogue.HostCity,
            Venue = dialogue.Venue,
            Format = dialogue.Format,
            Series = dialogue.Series,
            State = StateOf(dialogue, now),
            Availability = seats.Band(dialogue, now),
            SeatsPerOrganization = seats.Offering.SeatsPerEntryMax,
            Policy = "first-come",
            Label = seats.Label?.ToWire(),
        };
        told.Title.AddRange(dialogue.Title.ToWire());
        told.Summary.AddRange(dialogue.Summary.ToWire());
        told.CancelledWords.AddRange(dialogue.CancelledWords.ToWire());
        told.Sessions.AddRange(dialogue.Sessions.OrderBy(session => session.StartsAt).ThenBy(session => session.Place).Select(ToWire));
        return told;
    }

    /// <summary>With exact counts: for staff alone.</summary>
    public static Wire.StaffDialogue ToStaff(this Dialogue dialogue, Seats seats, DateTimeOffset now) => new()
    {
        Dialogue = dialogue.ToWire(seats, now),
        Version = dialogue.Version,
        Capacity = seats.Offering.Capacity,
        Taken = seats.Offering.Taken,
        WaitingEntries = seats.Offering.Waiting,
        OfferedSeats = seats.Offered,
        HeldSeats = seats.Held,
    };

    private static Wire.DialogueSession ToWire(Session session)
    {
        var told = new Wire.DialogueSession
        {
            SessionId = session.Id.ToString(),
            StartsAt = session.StartsAt.ToTimestamp(),
            EndsAt = session.EndsAt.ToTimestamp(),
            Track = session.Track,
        };
        told.Title.AddRange(session.Title.ToWire());
        return told;
    }

    private static string StateOf(Dialogue dialogue, DateTimeOffset now) => dialogue.State switch
    {
        DialogueState.Draft => "draft",
        DialogueState.Cancelled => "cancelled",
        _ => dialogue.IsOver(now) ? "over" : "published",
    };
}
