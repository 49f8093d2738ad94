using StrongCities.Admission;

namespace StrongCities.UnitTests.Admission;

public sealed class DeskTests
{
    [Fact]
    public void An_entry_that_fits_is_confirmed_with_as_many_seats_as_there_are()
    {
        var room = new OneOffering(capacity: 5);
        Assert.Equal((Outcome.Confirmed, 3), Brief(room.Book(3, 3)));
        Assert.Equal((Outcome.Confirmed, 2), Brief(room.Book(1, 4)));
        Assert.Equal((Outcome.Waiting, 0), Brief(room.Book(1, 1)));
    }

    [Fact]
    public void A_delegation_of_two_with_one_seat_short_waits_and_gets_the_offer_when_another_cancels()
    {
        var room = new OneOffering(capacity: 3);
        var first = room.Book(2, 2);
        var second = room.Book(2, 2);
        Assert.Equal((Outcome.Waiting, 1), (second.Outcome, second.Position));

        var held = room.Cancel(first);
        Assert.Equal((Outcome.Held, room.Now.AddMinutes(10)), (held.Outcome, held.Until));
        room.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(EntryState.Waiting, room.Entries[second.EntryId!.Value].State);

        room.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(EntryState.Cancelled, room.Entries[first.EntryId!.Value].State);
        Assert.Equal((EntryState.Offered, 2), (room.Entries[second.EntryId.Value].State, room.Entries[second.EntryId.Value].Seats));
        Assert.Equal((Outcome.Confirmed, 2), Brief(room.Accept(second)));
        Assert.Equal(
            [MoveKind.Booked, MoveKind.Waitlisted, MoveKind.Cancelled, MoveKind.HoldEnded, MoveKind.Offered, MoveKind.OfferAccepted],
            room.Moves.Select(m => m.Kind));
        Assert.Empty(room.Faults());
    }

    [Fact]
    public void A_cancelled_seat_comes_back_unharmed_within_ten_minutes_and_not_after()
    {
        var room = new OneOffering(capacity: 2);
        var entry = room.Book(2, 2);
        room.Book(1, 1);
        room.Cancel(entry);
        room.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal((Outcome.Confirmed, 2), Brief(room.Undo(entry)));

        room.Cancel(entry);
        room.Now += TimeSpan.FromMinutes(10.1);
        Assert.Equal(AdmissionRefusals.UndoTooLate, room.Undo(entry).Refusal);
    }

    [Fact]
    public void In_the_last_twenty_four_hours_a_cancelled_seat_is_free_at_once()
    {
        var room = new OneOffering(capacity: 1, daysToStart: 1);
        var entry = room.Book(1, 1);
        var waiting = room.Book(1, 1);
        Assert.Equal(Outcome.Cancelled, room.Cancel(entry).Outcome);
        Assert.Equal(EntryState.Offered, room.Entries[waiting.EntryId!.Value].State);
        Assert.Equal(AdmissionRefusals.UndoTooLate, room.Undo(entry).Refusal);
    }

    [Fact]
    public void What_an_organization_may_no_longer_hold_is_free_at_once_and_an_undo_changes_nothing_whether_it_comes_before_or_after()
    {
        var (room, offered) = WithOpenOffer();
        var seated = room.Book(1, 1);
        room.Decline(offered);
        // The undo was there first: the offer is open again, and is ended with the rest.
        Assert.Equal(Outcome.Offered, room.Undo(offered).Outcome);
        Assert.Equal(Outcome.Cancelled, room.Disqualify(offered).Outcome);
        Assert.Equal(AdmissionRefusals.UndoTooLate, room.Undo(offered).Refusal);
        Assert.Equal(EntryState.Offered, room.Entries[seated.EntryId!.Value].State);

        // Cancelled with ten minutes to undo, which are over.
        var last = room.Book(1, 1);
        Assert.Equal(Outcome.Confirmed, room.Accept(seated).Outcome);
        Assert.Equal(Outcome.Held, room.Cancel(seated).Outcome);
        Assert.Equal(Outcome.Cancelled, room.Disqualify(seated).Outcome);
        Assert.Equal(AdmissionRefusals.UndoTooLate, room.Undo(seated).Refusal);
        Assert.Equal(EntryState.Offered, room.Entries[last.EntryId!.Value].State);
        Assert.Equal(
            (EndReason.Ineligible, SeatOfferState.Withdrawn, EndReason.Withdrawn),
            (room.Entries[offered.EntryId!.Value].EndReason, room.OfferOf(offered).State, room.Entries[seated.EntryId.Value].EndReason));
        Assert.Equal(room.Disqualify(seated), room.Disqualify(seated));
        Assert.Empty(room.Faults());
    }

    [Fact]
    public void A_declined_offer_is_kept_ten_minutes_and_can_be_undone()
    {
        var (room, waiting) = WithOpenOffer();
        var offer = room.OfferOf(waiting);
        Assert.Equal(Outcome.Held, room.Decline(waiting).Outcome);
        Assert.Equal(AdmissionRefusals.OfferDeclined, room.Accept(waiting).Refusal);

        var undone = room.Undo(waiting);
        Assert.Equal((Outcome.Offered, offer.Deadline), (undone.Outcome, undone.Until));
        Assert.Equal(Outcome.Confirmed, room.Accept(waiting).Outcome);
        Assert.Equal(AdmissionRefusals.OfferAccepted, room.Decline(waiting).Refusal);
    }

    [Fact]
    public void A_declined_offer_goes_to_the_next_after_the_hold()
    {
        var (room, waiting) = WithOpenOffer();
        var next = room.Book(1, 1);
        room.Decline(waiting);
        room.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal((EntryState.Cancelled, EndReason.Declined), (room.Entries[waiting.EntryId!.Value].State, room.Entries[waiting.EntryId.Value].EndReason));
        Assert.Equal(EntryState.Offered, room.Entries[next.EntryId!.Value].State);
    }

    [Fact]
    public void An_unanswered_offer_lapses_and_goes_to_the_next()
    {
        var (room, waiting) = WithOpenOffer();
        var next = room.Book(1, 1);
        room.Now = room.OfferOf(waiting).Deadline;
        Assert.Equal(Outcome.Offered, room.Submit(new ExpireOffer(room.Offering.Id, waiting.EntryId!.Value)).Outcome);

        room.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(AdmissionRefusals.OfferLapsed, room.Accept(waiting).Refusal);
        room.Pass(TimeSpan.Zero);
        Assert.Equal((EntryState.Cancelled, EndReason.Lapsed), (room.Entries[waiting.EntryId.Value].State, room.Entries[waiting.EntryId.Value].EndReason));
        Assert.Equal(EntryState.Offered, room.Entries[next.EntryId!.Value].State);
        Assert.Empty(room.Faults());
    }

    [Fact]
    public void Answering_twice_is_answered_like_once()
    {
        var (room, waiting) = WithOpenOffer();
        Assert.Equal(room.Accept(waiting), room.Accept(waiting));
        Assert.Equal(room.Cancel(waiting), room.Cancel(waiting));
        Assert.Equal(room.Undo(waiting), room.Undo(waiting));
    }

    [Fact]
    public void Freed_seats_go_to_the_first_whose_minimum_fits()
    {
        var room = new OneOffering(capacity: 3);
        var one = room.Book(1, 1);
        room.Book(2, 2);
        var three = room.Book(3, 3);
        var small = room.Book(1, 2);
        room.Cancel(one);
        room.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(EntryState.Waiting, room.Entries[three.EntryId!.Value].State);
        Assert.Equal((EntryState.Offered, 1), (room.Entries[small.EntryId!.Value].State, room.Entries[small.EntryId.Value].Seats));
    }

    [Fact]
    public void A_lower_minimum_can_fit_at_once_and_is_never_raised()
    {
        var room = new OneOffering(capacity: 1);
        var entry = room.Book(1, 1);
        Assert.Equal(AdmissionRefusals.EntryNotWaiting, Lower(entry, 1).Refusal);

        var room2 = new OneOffering(capacity: 4);
        room2.Book(3, 3);
        var pair = room2.Book(2, 3);
        Assert.Equal(AdmissionRefusals.MinimumOnlyLowered, room2.Submit(new LowerMinimum(room2.Offering.Id, Guid.NewGuid(), "k", pair.EntryId!.Value, 3)).Refusal);
        room2.Submit(new LowerMinimum(room2.Offering.Id, Guid.NewGuid(), "k", pair.EntryId.Value, 1));
        Assert.Equal((EntryState.Offered, 1), (room2.Entries[pair.EntryId.Value].State, room2.Entries[pair.EntryId.Value].Seats));

        Answer Lower(Answer of, int min) => room.Submit(new LowerMinimum(room.Offering.Id, Guid.NewGuid(), "k", of.EntryId!.Value, min));
    }

    [Fact]
    public void Capacity_below_what_is_taken_is_refused_with_the_number_to_free_and_more_is_offered()
    {
        var room = new OneOffering(capacity: 5);
        room.Book(4, 4);
        var waiting = room.Book(2, 2);
        Assert.Equal(AdmissionRefusals.CapacityBelowTaken with { Number = 1 }, Change(3).Refusal);
        Assert.Equal(Outcome.Changed, Change(4).Outcome);
        Assert.Equal(Outcome.Changed, Change(6).Outcome);
        Assert.Equal(EntryState.Offered, room.Entries[waiting.EntryId!.Value].State);

        Answer Change(int capacity) => room.Submit(new ChangeCapacity(room.Offering.Id, Guid.NewGuid(), "k", capacity));
    }

    [Fact]
    public void A_waiting_entry_that_stood_aside_gets_its_place_back()
    {
        var room = new OneOffering(capacity: 1);
        var seat = room.Book(1, 1);
        var first = room.Book(1, 1);
        var second = room.Book(1, 1);
        room.Cancel(first);
        room.Undo(first);
        room.Cancel(seat);
        room.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(EntryState.Offered, room.Entries[first.EntryId!.Value].State);
        Assert.Equal(EntryState.Waiting, room.Entries[second.EntryId!.Value].State);
    }

    [Fact]
    public void An_organization_has_one_active_entry_a_track()
    {
        var room = new OneOffering(capacity: 9);
        var request = room.NewEntry(1, 1);
        var first = room.Submit(request);
        var again = room.Submit(request with { EntryId = Guid.CreateVersion7() });
        Assert.Equal((AdmissionRefusals.AlreadyRegistered, first.EntryId), (again.Refusal, again.EntryId));
        Assert.Equal(Outcome.Confirmed, room.Submit(request with { EntryId = Guid.CreateVersion7(), Track = "practitioners" }).Outcome);

        room.Cancel(first);
        Assert.Equal(AdmissionRefusals.AlreadyRegistered, room.Submit(request with { EntryId = Guid.CreateVersion7() }).Refusal);
        room.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(Outcome.Confirmed, room.Submit(request with { EntryId = Guid.CreateVersion7() }).Outcome);
    }

    [Fact]
    public void A_person_sits_once_and_may_be_replaced()
    {
        var room = new OneOffering(capacity: 9);
        var (mayor, officer) = (Guid.NewGuid(), Guid.NewGuid());
        var entry = room.Submit(room.NewEntry(2, 2) with { People = [mayor] });
        Assert.Equal(AdmissionRefusals.PersonAlreadyNamed, room.Submit(room.NewEntry(1, 1) with { People = [mayor] }).Refusal);
        Assert.Equal(AdmissionRefusals.PeopleExceedSeats with { Number = 2 }, Name(mayor, officer, Guid.NewGuid()).Refusal);
        Assert.Equal((Outcome.Confirmed, 2), Brief(Name(officer)));
        Assert.Equal(Outcome.Confirmed, room.Submit(room.NewEntry(1, 1) with { People = [mayor] }).Outcome);

        Answer Name(params Guid[] people) => room.Submit(new NamePeople(room.Offering.Id, Guid.NewGuid(), "k", entry.EntryId!.Value, people));
    }

    [Fact]
    public void Booking_is_refused_outside_its_time_and_for_impossible_entries()
    {
        var room = new OneOffering(capacity: 2);
        Assert.Equal(AdmissionRefusals.SeatsInvalid, room.Book(0, 1).Refusal);
        Assert.Equal(AdmissionRefusals.SeatsInvalid, room.Book(2, 1).Refusal);
        Assert.Equal(AdmissionRefusals.EntryExceedsLimit with { Number = 2 }, room.Book(3, 3).Refusal);
        Assert.Equal(AdmissionRefusals.EntryExceedsLimit with { Number = 2 }, room.Book(1, 7).Refusal);
        Assert.Equal(AdmissionRefusals.EntryInvalid, room.Submit(room.NewEntry(1, 1) with { Zone = "Europe/Atlantis" }).Refusal);
        Assert.Equal(AdmissionRefusals.EntryInvalid, room.Book(1, 1, "Not a group").Refusal);
        Assert.Equal(AdmissionRefusals.EntryInvalid, room.Submit(room.NewEntry(1, 1) with { Track = new string('x', 41) }).Refusal);

        room.Offering = room.Offering with { OpensAt = room.Now.AddHours(1), ClosesAt = room.Now.AddHours(2) };
        Assert.Equal(AdmissionRefusals.BookingNotOpen, room.Book(1, 1).Refusal);
        room.Now += TimeSpan.FromHours(1);
        Assert.Equal(Outcome.Confirmed, room.Book(1, 1).Outcome);
        room.Now += TimeSpan.FromHours(1);
        Assert.Equal(AdmissionRefusals.BookingClosed, room.Book(1, 1).Refusal);
        room.Now = room.Offering.StartsAt;
        Assert.Equal(AdmissionRefusals.OfferingStarted, room.Book(1, 1).Refusal);
        Assert.Single(room.Entries);
    }

    [Fact]
    public void What_is_called_off_ends_every_entry_and_offers_nothing()
    {
        var (room, offered) = WithOpenOffer();
        var waiting = room.Book(1, 1);
        room.Submit(new CallOff(room.Offering.Id, Guid.NewGuid(), "k"));
        Assert.All(room.Entries.Values, e => Assert.Equal(EntryState.Cancelled, e.State));
        Assert.Equal(EndReason.CalledOff, room.Entries[waiting.EntryId!.Value].EndReason);
        Assert.Equal(AdmissionRefusals.OfferingCalledOff, room.Accept(offered).Refusal);
        Assert.Equal(AdmissionRefusals.OfferingCalledOff, room.Book(1, 1).Refusal);
        Assert.Equal(AdmissionRefusals.UndoTooLate, room.Undo(waiting).Refusal);
        Assert.Equal((0, 0), (room.Offering.Taken, room.Offering.Waiting));
        Assert.Empty(room.Faults());
    }

    [Fact]
    public void Reserved_seats_are_kept_for_their_group_until_they_open_to_everybody()
    {
        var room = new OneOffering(4, 60, Group("role:cso", floor: 2, releasesAfterDays: 3), Group("role:elected", ceiling: 1));
        Assert.Equal((Outcome.Confirmed, 1), Brief(room.Book(1, 3, "role:elected")));
        Assert.Equal((Outcome.Confirmed, 1), Brief(room.Book(1, 3)));
        var waiting = room.Book(1, 2);
        Assert.Equal(Outcome.Waiting, waiting.Outcome);
        Assert.Equal((Outcome.Confirmed, 1), Brief(room.Book(1, 1, "role:cso")));
        room.Pass(TimeSpan.FromDays(4));
        Assert.Equal((EntryState.Offered, 1), (room.Entries[waiting.EntryId!.Value].State, room.Entries[waiting.EntryId.Value].Seats));
        Assert.Empty(room.Faults());
    }

    private static OfferingGroup Group(string name, int? ceiling = null, int floor = 0, int releasesAfterDays = 0) => new()
    {
        OfferingId = Guid.Empty,
        Name = name,
        Ceiling = ceiling,
        Floor = floor,
        ReleasesAt = floor > 0 ? new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero).AddDays(releasesAfterDays) : null,
    };

    private static (OneOffering Room, Answer Waiting) WithOpenOffer()
    {
        var room = new OneOffering(capacity: 1);
        var entry = room.Book(1, 1);
        var waiting = room.Book(1, 1);
        room.Cancel(entry);
        room.Pass(TimeSpan.FromMinutes(11));
        return (room, waiting);
    }

    private static (Outcome, int) Brief(Answer answer) => (answer.Outcome, answer.Seats);
}
