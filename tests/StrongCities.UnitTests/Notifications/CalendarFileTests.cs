using Ical.Net;
using StrongCities.Contracts.Gatherings;
using StrongCities.Notifications.Letters;

namespace StrongCities.UnitTests.Notifications;

public class CalendarFileTests
{
    [Fact]
    public void An_invitation_carries_the_hosts_wall_time_with_the_rules_of_its_zone()
    {
        var part = CalendarFile.Create(Entry(sequence: 3, cancelled: false));
        Assert.Equal("REQUEST", part.Method);
        Assert.Contains("BEGIN:VTIMEZONE", part.Content, StringComparison.Ordinal);
        Assert.Contains("DTSTART;TZID=America/Denver:20270318T090000", part.Content, StringComparison.Ordinal);
        Assert.Contains("ORGANIZER:mailto:network@strongcities.example", part.Content, StringComparison.Ordinal);
        var read = Calendar.Load(part.Content)!;
        Assert.Equal(3, read.Events[0]!.Sequence);
    }

    [Fact]
    public void A_cancellation_has_the_same_UID()
    {
        var invitation = Calendar.Load(CalendarFile.Create(Entry(1, cancelled: false)).Content)!;
        var cancellation = Calendar.Load(CalendarFile.Create(Entry(2, cancelled: true)).Content)!;
        Assert.Equal("CANCEL", cancellation.Method);
        Assert.Equal("CANCELLED", cancellation.Events[0]!.Status);
        Assert.Equal(invitation.Events[0]!.Uid, cancellation.Events[0]!.Uid);
    }

    [Fact]
    public void What_people_typed_adds_no_property_of_its_own()
    {
        var content = CalendarFile.Create(Entry(1, cancelled: false) with { Title = "A\r\nATTENDEE:mailto:victim@example.org" }).Content;
        Assert.DoesNotContain("\nATTENDEE:mailto:victim", content, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_readers_and_two_registrations_have_nothing_in_common()
    {
        Assert.Equal(UidOf("one", "ana"), UidOf("one", "ana"));
        Assert.NotEqual(UidOf("one", "ana"), UidOf("one", "ben"));
        Assert.NotEqual(UidOf("one", "ana"), UidOf("two", "ana"));
    }

    private static string UidOf(string registration, string person)
    {
        var dialogue = new Gathering { GatheringId = "dialogue", Kind = GatheringKinds.Dialogue };
        return CalendarSlot.Of(dialogue)[0].UidFor(dialogue, registration, person);
    }

    private static CalendarEntry Entry(int sequence, bool cancelled) => new(
        Guid.Empty, UidOf("registration", "person"), sequence, cancelled,
        new DateTimeOffset(2027, 3, 18, 15, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 3, 18, 17, 0, 0, TimeSpan.Zero), "America/Denver",
        "Small grants", "Library, Denver", "To cancel: ...", "network@strongcities.example", "reader@example.org", new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
}
