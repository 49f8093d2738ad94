using Grpc.Core;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events.Registrations;

[Collection("servers")]
public sealed class JoinDialogueTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task A_delegation_with_one_seat_short_waits_and_gets_the_seats_that_another_gives_back()
    {
        var id = await events.PublishedAsync(4, 3);
        var (leaving, leavingPeople) = await events.MemberAsync("NO", 1);
        var (waiting, waitingPeople) = await events.MemberAsync("SK", 2);
        var seated = await events.Register(id, leaving, leavingPeople[0], 3);
        Assert.Equal(("confirmed", 3, "few"), (seated.State, seated.Seats, seated.Gathering.Availability));
        var held = await DescribeAsync(seated.RegistrationId);

        var second = await events.Register(id, waiting, waitingPeople[0], 2, people: waitingPeople);
        Assert.Equal(("waiting", 0, 1), (second.State, second.Seats, second.Position));
        Assert.Equal(waitingPeople.Select(person => person.ToString()).Order(), second.PersonIds.Order());
        Assert.Matches("^[2-9A-Z]{4}-[2-9A-Z]{5}$", second.BookingReference);

        var cancelled = await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = seated.RegistrationId }, events.As(leavingPeople[0]));
        Assert.Equal(("held", false), (cancelled.State, cancelled.CancelsAtOnce));
        Assert.InRange(cancelled.UndoUntil.ToDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10.1));
        Assert.Equal("waiting", (await OwnAsync(second, waitingPeople[1])).State);

        var undone = await events.Registrations.UndoCancellationAsync(new UndoCancellationRequest { RegistrationId = seated.RegistrationId }, events.As(leavingPeople[0]));
        Assert.Equal(("confirmed", 3), (undone.State, undone.Seats));
        await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = seated.RegistrationId }, events.As(leavingPeople[0]));
        await events.EndHoldAsync(seated.RegistrationId);

        var freed = await events.FactAsync<SeatsFreed>(fact => fact.RegistrationId == Guid.Parse(seated.RegistrationId));
        Assert.Equal(3, freed.Seats);
        var offered = await events.FactAsync<SeatOffered>(fact => fact.RegistrationId == Guid.Parse(second.RegistrationId));
        Assert.Equal(2, offered.Seats);
        Assert.InRange(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(offered.Until, "Europe/Bratislava").TimeOfDay, TimeSpan.FromHours(10), TimeSpan.FromHours(18));
        Assert.Equal("undo-too-late", (await EventsProcess.RefusalOf(
            events.Registrations.UndoCancellationAsync(new UndoCancellationRequest { RegistrationId = seated.RegistrationId }, events.As(leavingPeople[0])))).Reason);
        var gone = await DescribeAsync(seated.RegistrationId);
        Assert.Equal(("cancelled", held.CalendarUid), (gone.Registration.State, gone.CalendarUid));
        Assert.True(gone.CalendarSequence > held.CalendarSequence);

        var mail = await DescribeAsync(second.RegistrationId, offered.OfferId);
        Assert.Equal((waitingPeople[0].ToString(), "offered", 2), (mail.RegistrantPersonId, mail.Offer.State, mail.Offer.Seats));
        var looked = await events.Offers.GetOfferAsync(new GetOfferRequest { Token = mail.OfferToken }, EventsProcess.Nobody);
        Assert.Equal(("offered", second.BookingReference), (looked.State, looked.BookingReference));
        Assert.Equal("offered", (await OwnAsync(second, waitingPeople[0])).State);

        var accepted = await events.Offers.AcceptOfferAsync(new AcceptOfferRequest { Token = mail.OfferToken }, EventsProcess.Nobody);
        var again = await events.Offers.AcceptOfferAsync(new AcceptOfferRequest { Token = mail.OfferToken }, EventsProcess.Nobody);
        Assert.Equal("accepted", accepted.State);
        Assert.Equal(accepted, again);
        Assert.Equal(("confirmed", 2), ((await OwnAsync(second, waitingPeople[0])).State, (await OwnAsync(second, waitingPeople[0])).Seats));
        await events.FactAsync<SeatOfferAccepted>(fact => fact.OfferId == offered.OfferId);
        Assert.Single(events.Facts.OfType<SeatOfferAccepted>(), fact => fact.OfferId == offered.OfferId);
        Assert.True(await TakenWithinCapacityAsync(id));
    }

    [Fact]
    public async Task Thirty_two_delegations_at_once_fill_the_seats_exactly_and_queue_in_order()
    {
        const int Delegations = 32;
        var id = await events.PublishedAsync(10, 2);
        var members = new List<(Guid Organization, Guid[] People)>();
        for (var i = 0; i < Delegations; i++)
        {
            members.Add(await events.MemberAsync("SE", 1));
        }

        var registrations = await Task.WhenAll(members.Select(member => events.Register(id, member.Organization, member.People[0], 2)));

        Assert.Equal(5, registrations.Count(registration => registration is { State: "confirmed", Seats: 2 }));
        var staff = await events.Registrations.ListForGatheringAsync(new ListForGatheringRequest { GatheringId = id }, events.Staff);
        Assert.Equal((10, 10, Delegations - 5), (staff.Gathering.Capacity, staff.Gathering.Taken, staff.Gathering.WaitingEntries));
        Assert.Equal(Enumerable.Range(1, Delegations - 5), staff.Registrations.Where(registration => registration.State == "waiting").Select(registration => registration.Position).Order());
        Assert.Equal(Delegations, staff.Registrations.Select(registration => registration.BookingReference).Distinct().Count());
        Assert.Equal("full", staff.Gathering.Gathering.Availability);
    }

    [Fact]
    public async Task A_double_press_registers_once_and_both_get_the_same_answer()
    {
        var id = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 1);
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => events.Register(id, organization, people[0], 2, key)));

        Assert.Single(answers.Select(answer => answer.BookingReference).Distinct());
        Assert.Equal(1, await events.AskAsync<long>("SELECT count(*) FROM admission_entries WHERE organization_id = $1", organization));
        await events.FactAsync<DelegationRegistered>(fact => fact.OrganizationId == organization);
        Assert.Single(events.Facts.OfType<DelegationRegistered>(), fact => fact.OrganizationId == organization);

        var another = await EventsProcess.RefusalOf(events.Book(id, organization, people[0], 2));
        Assert.Equal((StatusCode.AlreadyExists, "already-registered"), (another.Status, another.Reason));
        Assert.Contains(("reference", answers[0].BookingReference), another.Facts);
    }

    [Fact]
    public async Task Another_citys_ids_are_refused_like_ids_that_do_not_exist()
    {
        var id = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 1);
        var (_, strangers) = await events.MemberAsync("SK", 1);
        var registration = await events.Register(id, organization, people[0], 1);

        await Alike(events.Book(id, organization, strangers[0], 1), events.Book(id, Guid.NewGuid(), strangers[0], 1), "organization-unknown");
        var draft = (await events.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = DialogueOf.Content(10, 3) }, events.Staff)).Gathering.GatheringId;
        foreach (var forged in new[] { organization, Guid.NewGuid() })
        {
            await Alike(events.Book(draft, forged, strangers[0], 1), events.Book(Guid.NewGuid().ToString(), forged, strangers[0], 1), "gathering-unknown");
        }

        await Alike(Get(registration.RegistrationId), Get(Guid.NewGuid().ToString()), "registration-unknown");
        await Alike(Cancel(registration.RegistrationId), Cancel("not-an-id"), "registration-unknown");
        await Alike(Name(registration.RegistrationId), Name(Guid.NewGuid().ToString()), "registration-unknown");
        await Alike(Lower(registration.RegistrationId), Lower(Guid.NewGuid().ToString()), "registration-unknown");
        await Alike(Undo(registration.RegistrationId), Undo(Guid.NewGuid().ToString()), "registration-unknown");
        Assert.Empty((await events.Registrations.ListMyRegistrationsAsync(new ListMyRegistrationsRequest(), events.As(strangers[0]))).Registrations);

        // The control: the same calls by a person of the organization are answered.
        Assert.Equal(registration.RegistrationId, (await events.Registrations.GetRegistrationAsync(
            new GetRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(people[0]))).RegistrationId);
        Assert.Single((await events.Registrations.ListMyRegistrationsAsync(new ListMyRegistrationsRequest(), events.As(people[0]))).Registrations);

        AsyncUnaryCall<Registration> Get(string of) => events.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = of }, events.As(strangers[0]));
        AsyncUnaryCall<Registration> Cancel(string of) => events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = of }, events.As(strangers[0]));
        AsyncUnaryCall<Registration> Name(string of) => events.Registrations.NameDelegatesAsync(new NameDelegatesRequest { RegistrationId = of }, events.As(strangers[0]));
        AsyncUnaryCall<Registration> Lower(string of) => events.Registrations.LowerMinimumAsync(new LowerMinimumRequest { RegistrationId = of, MinSeats = 1 }, events.As(strangers[0]));
        AsyncUnaryCall<Registration> Undo(string of) => events.Registrations.UndoCancellationAsync(new UndoCancellationRequest { RegistrationId = of }, events.As(strangers[0]));

        static async Task Alike<T>(AsyncUnaryCall<T> forged, AsyncUnaryCall<T> unknown, string reason)
        {
            var first = await EventsProcess.RefusalOf(forged);
            var second = await EventsProcess.RefusalOf(unknown);
            Assert.Equal((StatusCode.NotFound, reason), (first.Status, first.Reason));
            Assert.Equal((second.Status, second.Reason, second.Message), (first.Status, first.Reason, first.Message));
            Assert.Equal(second.Facts, first.Facts);
        }
    }

    [Fact]
    public async Task Who_may_not_register_is_told_why_and_nothing_is_written()
    {
        var id = await events.PublishedAsync(10, 3);
        var (suspended, suspendedPeople) = await events.MemberAsync("NO", 1, standing: "suspended");
        var (organization, people) = await events.MemberAsync("NO", 2);
        var (_, strangers) = await events.MemberAsync("SK", 1);

        Assert.Equal("organization-not-member", await Reason(events.Book(id, suspended, suspendedPeople[0], 1)));
        Assert.Equal("seats-out-of-range", await Reason(events.Book(id, organization, people[0], 0)));
        Assert.Equal("seats-out-of-range", await Reason(events.Book(id, organization, people[0], 1, atLeast: 2)));
        Assert.Equal("key-missing", await Reason(events.Book(id, organization, people[0], 1, key: "")));
        Assert.Equal("key-missing", await Reason(events.Book(id, organization, people[0], 1, key: new string('k', 101))));
        Assert.Equal("gathering-unknown", await Reason(events.Book(Guid.NewGuid().ToString(), organization, people[0], 1)));
        Assert.Equal("person-not-of-organization", await Reason(events.Book(id, organization, people[0], 1, people: strangers[0])));
        Assert.Equal("too-many-people", await Reason(events.Book(id, organization, people[0], 1, people: people)));
        var large = await EventsProcess.RefusalOf(events.Book(id, organization, people[0], 4));
        Assert.Equal("delegation-exceeds-limit", large.Reason);
        Assert.Contains(("limit", "3"), large.Facts);

        Assert.Equal(0, await events.AskAsync<long>("SELECT count(*) FROM admission_entries WHERE offering_id = $1", Guid.Parse(id)));

        static async Task<string> Reason(AsyncUnaryCall<RegisterDelegationReply> call) => (await EventsProcess.RefusalOf(call)).Reason;
    }

    [Fact]
    public async Task A_person_whose_role_has_ended_no_longer_acts_for_the_organization()
    {
        var id = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 2);
        await events.ExecuteAsync("UPDATE organization_roles SET until = now() - interval '1 second' WHERE person_id = $1", people[0]);
        await events.ExecuteAsync("UPDATE organization_roles SET until = now() + interval '1 hour' WHERE person_id = $1", people[1]);

        Assert.Equal("organization-unknown", (await EventsProcess.RefusalOf(events.Book(id, organization, people[0], 1))).Reason);
        Assert.Equal("confirmed", (await events.Register(id, organization, people[1], 1)).State);
    }

    [Fact]
    public async Task Delegates_are_named_later_and_nobody_sits_twice_in_one_dialogue()
    {
        var id = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 4);
        var (other, otherPeople) = await events.MemberAsync("SK", 1);
        // One person who acts for both.
        await events.ExecuteAsync("INSERT INTO organization_roles (organization_id, person_id, role, version, held) VALUES ($1, $2, 'practitioner', 1, true)", other, people[0]);
        var registration = await events.Register(id, organization, people[0], 2);
        var another = await events.Register(id, other, otherPeople[0], 2);

        var named = await Name(registration, people[0], people[1]);
        Assert.Equal(2, named.PersonIds.Count);
        var fact = await events.FactAsync<DelegatesNamed>(fact => fact.RegistrationId == Guid.Parse(registration.RegistrationId));
        Assert.Equal(2, fact.Added.Count);

        Assert.Equal("too-many-people", (await EventsProcess.RefusalOf(Name(registration, people[0], people[1], people[2]))).Reason);
        Assert.Equal("person-already-seated", (await EventsProcess.RefusalOf(Name(another, people[0]))).Reason);
        Assert.Equal("person-not-of-organization", (await EventsProcess.RefusalOf(Name(registration, otherPeople[0]))).Reason);

        await Name(registration, people[1]);
        Assert.Equal([people[0].ToString()], (await Name(another, people[0])).PersonIds);
        Assert.Empty((await Name(registration)).PersonIds);

        AsyncUnaryCall<Registration> Name(Registration of, params Guid[] persons) => events.Registrations.NameDelegatesAsync(
            new NameDelegatesRequest { RegistrationId = of.RegistrationId, PersonIds = { persons.Select(person => person.ToString()) } },
            events.As(of == registration ? people[0] : otherPeople[0]));
    }

    [Fact]
    public async Task A_waiting_delegation_that_lowers_its_minimum_is_offered_the_smaller_gap()
    {
        var id = await events.PublishedAsync(4, 3);
        var (first, firstPeople) = await events.MemberAsync("NO", 1);
        var (second, secondPeople) = await events.MemberAsync("US", 1);
        await events.Register(id, first, firstPeople[0], 3);
        var waiting = await events.Register(id, second, secondPeople[0], 3, atLeast: 2);
        Assert.Equal("waiting", waiting.State);

        Assert.Equal("minimum-not-lower", (await EventsProcess.RefusalOf(Lower(2))).Reason);
        Assert.Equal("seats-out-of-range", (await EventsProcess.RefusalOf(Lower(0))).Reason);
        var lowered = await Lower(1);

        Assert.Equal(("offered", 1), (lowered.State, lowered.Seats));
        Assert.Equal(lowered.OfferUntil.ToDateTimeOffset(), (await events.FactAsync<SeatOffered>(fact => fact.RegistrationId == Guid.Parse(waiting.RegistrationId))).Until);
        Assert.True(await TakenWithinCapacityAsync(id));

        AsyncUnaryCall<Registration> Lower(int minSeats) => events.Registrations.LowerMinimumAsync(
            new LowerMinimumRequest { RegistrationId = waiting.RegistrationId, MinSeats = minSeats }, events.As(secondPeople[0]));
    }

    [Fact]
    public async Task In_the_last_day_cancelled_seats_are_freed_at_once()
    {
        var id = await events.PublishedAsync(4, 3);
        var (organization, people) = await events.MemberAsync("NO", 1);
        var registration = await events.Register(id, organization, people[0], 3);
        await events.ExecuteAsync("UPDATE gatherings SET starts_at = now() + interval '20 hours' WHERE id = $1", Guid.Parse(id));
        await events.ExecuteAsync("UPDATE admission_offerings SET starts_at = now() + interval '20 hours' WHERE id = $1", Guid.Parse(id));
        Assert.True((await OwnAsync(registration, people[0])).CancelsAtOnce);

        var cancelled = await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(people[0]));

        Assert.Equal(("cancelled", 0), (cancelled.State, cancelled.Seats));
        Assert.Null((await events.FactAsync<RegistrationCancelled>(fact => fact.RegistrationId == Guid.Parse(registration.RegistrationId))).UndoUntil);
        Assert.Equal(3, (await events.FactAsync<SeatsFreed>(fact => fact.RegistrationId == Guid.Parse(registration.RegistrationId))).Seats);
    }

    [Fact]
    public async Task What_a_mail_says_is_told_to_the_service_that_mails_alone()
    {
        var id = await events.PublishedAsync(4, 3);
        var (organization, people) = await events.MemberAsync("NO", 1);
        var registration = await events.Register(id, organization, people[0], 1);
        var request = new DescribeRequest { RegistrationId = registration.RegistrationId };

        foreach (var caller in new[] { events.As(people[0]), events.Staff, events.WithScope("events.backfill") })
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await events.Mail.DescribeAsync(request, caller))).StatusCode);
        }

        Assert.Equal("confirmed", (await DescribeAsync(registration.RegistrationId)).Registration.State);
    }

    private Task<Registration> OwnAsync(Registration registration, Guid person) =>
        events.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(person)).ResponseAsync;

    private Task<RegistrationDescription> DescribeAsync(string registration, Guid? offer = null) => events.Mail.DescribeAsync(
        new DescribeRequest { RegistrationId = registration, OfferId = offer?.ToString() ?? "", IssueOfferLink = offer is not null }, events.WithScope("registrations.mail")).ResponseAsync;

    private Task<bool> TakenWithinCapacityAsync(string dialogue) => events.AskAsync<bool>(
        """
        SELECT taken <= capacity AND taken = (SELECT coalesce(sum(seats), 0) FROM admission_entries WHERE offering_id = o.id AND state IN (2, 3, 4))
        FROM admission_offerings o WHERE id = $1
        """, Guid.Parse(dialogue));
}
