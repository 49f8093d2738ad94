using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace StrongCities.Notifications.Letters;

/// <summary>
/// One invitation for one reader, as RFC 5545 and 5546 have it: the UID stays, SEQUENCE rises with every change,
/// the organizer is the sender's bare address, and the zone's rules travel along.
/// </summary>
internal static class CalendarFile
{
    public static CalendarPart Create(CalendarEntry entry)
    {
        var calendar = new Calendar { Method = entry.Cancelled ? CalendarPart.Cancel : CalendarPart.Request, ProductId = "-//StrongCities//Calendar//EN" };
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(entry.TimeZone, entry.Starts.UtcDateTime.AddYears(-1), includeHistoricalData: false));
        calendar.Events.Add(new CalendarEvent
        {
            Uid = entry.Uid,
            Sequence = entry.Sequence,
            DtStamp = new CalDateTime(entry.WrittenAt.UtcDateTime, "UTC"),
            Start = Wall(entry.Starts, entry.TimeZone),
            End = Wall(entry.Ends, entry.TimeZone),
            Summary = entry.Title,
            Location = entry.Location,
            Description = entry.Description,
            Status = entry.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
            Transparency = TransparencyType.Opaque,
            Organizer = new Organizer($"mailto:{entry.OrganizerAddress}"),
            Attendees = [new Attendee($"mailto:{entry.AttendeeAddress}") { Rsvp = false, ParticipationStatus = EventParticipationStatus.Accepted, Role = ParticipationRole.RequiredParticipant }],
        });
        return new CalendarPart(calendar.Method, new CalendarSerializer().SerializeToString(calendar)!, entry.About, entry.Uid);
    }

    private static CalDateTime Wall(DateTimeOffset instant, string zone) =>
        new(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime, zone);
}

/// <summary>What one reader's calendar is told.</summary>
/// <param name="About">What the entry is of: a dialogue or a session.</param>
/// <param name="Uid">Random, the same in every mail about the thing to this reader.</param>
/// <param name="Sequence">Rises with every change.</param>
/// <param name="TimeZone">IANA zone of the host.</param>
internal sealed record CalendarEntry(
    Guid About, string Uid, int Sequence, bool Cancelled, DateTimeOffset Starts, DateTimeOffset Ends, string TimeZone,
    string Title, string Location, string Description, string OrganizerAddress, string AttendeeAddress, DateTimeOffset WrittenAt);
