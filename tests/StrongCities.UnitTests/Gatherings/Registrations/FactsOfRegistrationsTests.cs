using StrongCities.Admission;
using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings.Registrations;

namespace StrongCities.UnitTests.Gatherings.Registrations;

public class FactsOfRegistrationsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Registrant = Guid.NewGuid();
    private static readonly Guid Colleague = Guid.NewGuid();

    [Fact]
    public void A_confirmed_delegation_is_told_with_its_reference_and_the_colleagues_named_with_it()
    {
        var entry = Entry(EntryState.Confirmed, seats: 2) with { People = [Registrant, Colleague] };

        var facts = Of(MoveKind.Booked, null, entry);

        Assert.Equal([typeof(DelegationRegistered), typeof(DelegatesNamed)], facts.Select(fact => fact.GetType()));
        Assert.Equal(new DelegationRegistered(entry.Id, entry.OfferingId, "dialogue", entry.OrganizationId, "K7QF-2M9TX", "confirmed", 2, 4), facts[0]);
        Assert.Equal([Colleague], ((DelegatesNamed)facts[1]).Added);
    }

    [Fact]
    public void Who_is_named_in_a_waiting_delegation_is_told_of_it_too()
    {
        var facts = Of(MoveKind.Waitlisted, null, Entry(EntryState.Waiting, seats: 0) with { People = [Registrant, Colleague] });

        Assert.Equal("waiting", Assert.IsType<DelegationRegistered>(facts[0]).State);
        Assert.Equal([Colleague], Assert.IsType<DelegatesNamed>(facts[1]).Added);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void A_delegate_who_leaves_is_told_to_whoever_registered_and_one_who_is_left_out_is_not(bool byTheDelegate, int facts)
    {
        var before = Entry(EntryState.Confirmed, seats: 2) with { People = [Registrant, Colleague] };
        var after = before with { People = [Registrant] };

        var told = FactsOfRegistrations.FactsOf("dialogue", Move(MoveKind.PeopleNamed, before, after) with { By = byTheDelegate ? Colleague : Registrant }).ToList();

        Assert.Equal(facts, told.Count);
        Assert.Equal(byTheDelegate, told.OfType<DelegateLeft>().Any(left => left.PersonId == Colleague));
    }

    [Fact]
    public void Delegates_added_and_removed_are_told_apart()
    {
        var before = Entry(EntryState.Confirmed, seats: 2) with { People = [Registrant] };

        var fact = Assert.IsType<DelegatesNamed>(Assert.Single(Of(MoveKind.PeopleNamed, before, before with { People = [Colleague] })));

        Assert.Equal([Colleague], fact.Added);
        Assert.Equal([Registrant], fact.Removed);
    }

    [Fact]
    public void A_cancellation_that_can_be_undone_frees_nothing_yet()
    {
        var held = Entry(EntryState.Held, seats: 2) with { HeldFrom = EntryState.Confirmed, HeldUntil = Now.AddMinutes(10) };

        var fact = Assert.IsType<RegistrationCancelled>(Assert.Single(Of(MoveKind.Cancelled, Entry(EntryState.Confirmed, seats: 2), held)));

        Assert.Equal(Now.AddMinutes(10), fact.UndoUntil);
        Assert.Equal(2, Assert.IsType<SeatsFreed>(Assert.Single(Of(MoveKind.HoldEnded, held, Entry(EntryState.Cancelled, seats: 0)))).Seats);
    }

    [Fact]
    public void On_the_last_day_one_press_cancels_and_frees()
    {
        var facts = Of(MoveKind.Cancelled, Entry(EntryState.Confirmed, seats: 2), Entry(EntryState.Cancelled, seats: 0));

        var cancelled = Assert.IsType<RegistrationCancelled>(facts[0]);
        Assert.Equal((2, null), (cancelled.Seats, cancelled.UndoUntil));
        Assert.IsType<SeatsFreed>(facts[1]);
        // What was only offered, or waited for, is in nobody's calendar and freed by no second fact: its one mail is about this one.
        Assert.All(new[] { EntryState.Offered, EntryState.Waiting }, state =>
            Assert.Equal(0, Assert.IsType<RegistrationCancelled>(Assert.Single(Of(MoveKind.Cancelled, Entry(state, seats: state == EntryState.Offered ? 2 : 0), Entry(EntryState.Cancelled, seats: 0)))).Seats));
    }

    [Theory]
    [InlineData(EntryState.Offered, 2)]
    [InlineData(EntryState.Waiting, 0)]
    public void What_was_in_no_calendar_is_taken_out_of_none(EntryState from, int seats) =>
        Assert.Empty(Of(MoveKind.HoldEnded,
            Entry(EntryState.Held, seats) with { HeldFrom = from, HeldUntil = Now }, Entry(EntryState.Cancelled, seats: 0)));

    [Fact]
    public void An_offers_life_is_told_step_by_step()
    {
        var offered = Entry(EntryState.Offered, seats: 2);
        var over = Entry(EntryState.Cancelled, seats: 0);
        var held = Entry(EntryState.Held, seats: 2) with { HeldFrom = EntryState.Offered, HeldUntil = Now.AddMinutes(10) };

        Assert.Equal(Now.AddDays(2), Assert.IsType<SeatOffered>(Assert.Single(Of(MoveKind.Offered, Entry(EntryState.Waiting, 0), offered))).Until);
        Assert.IsType<SeatOfferAccepted>(Assert.Single(Of(MoveKind.OfferAccepted, offered, Entry(EntryState.Confirmed, 2))));
        Assert.Equal(Now.AddMinutes(10), Assert.IsType<SeatOfferDeclined>(Assert.Single(Of(MoveKind.OfferDeclined, offered, held))).UndoUntil);
        Assert.Equal(Now, Assert.IsType<SeatOfferDeclined>(Assert.Single(Of(MoveKind.OfferDeclined, offered, over))).UndoUntil);
        Assert.IsType<DeclineUndone>(Assert.Single(Of(MoveKind.DeclineUndone, held, offered)));
        Assert.IsType<SeatOfferLapsed>(Assert.Single(Of(MoveKind.OfferLapsed, offered, over)));
    }

    [Theory]
    [InlineData(MoveKind.CapacityChanged)]
    [InlineData(MoveKind.Rescheduled)]
    [InlineData(MoveKind.CalledOff)]
    public void Moves_of_the_whole_offering_are_left_to_the_dialogues_own_facts(MoveKind kind) => Assert.Empty(Of(kind, null, null));

    [Fact]
    public void Facts_of_one_registration_stay_in_order_by_its_id()
    {
        var entry = Entry(EntryState.Confirmed, seats: 2);
        Assert.Equal(entry.Id.ToString(), Assert.Single(FactsOfRegistrations.Of("dialogue")(Move(MoveKind.Booked, null, entry))).Key);
    }

    private static List<object> Of(MoveKind kind, Entry? before, Entry? after) => [.. FactsOfRegistrations.FactsOf("dialogue", Move(kind, before, after))];

    private static Move Move(MoveKind kind, Entry? before, Entry? after) => new(kind,
        new Offering { Id = Guid.NewGuid(), Capacity = 4, StartsAt = Now.AddDays(30), SeatsPerEntryMax = 3 }, before, after,
        new StrongCities.Admission.SeatOffer
        {
            Id = Guid.NewGuid(), OfferingId = Guid.NewGuid(), EntryId = Guid.NewGuid(), Seats = 2, State = SeatOfferState.Open, CreatedAt = Now, Deadline = Now.AddDays(2),
        }, null, Now);

    private static Entry Entry(EntryState state, int seats) => new()
    {
        Id = new Guid("0190c0de-0000-7000-8000-000000000001"), OfferingId = Guid.NewGuid(), OrganizationId = Guid.NewGuid(), Track = "", Reference = "K7QF-2M9TX", Sequence = 1,
        State = state, MinSeats = 2, MaxSeats = 2, Seats = seats, Groups = [], People = [], Zone = "Europe/Oslo", RegisteredBy = Registrant, Version = 4, CreatedAt = Now, ChangedAt = Now,
    };
}
