using Grpc.Core;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;

namespace StrongCities.IntegrationTests.Events.Offers;

[Collection("servers")]
public sealed class SeatOffersServiceTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task A_new_link_ends_the_former_one_and_a_forged_one_opens_nothing()
    {
        var offer = await OfferedAsync();
        var former = await LinkAsync(offer);
        var link = await LinkAsync(offer);
        Assert.NotEqual(former, link);

        foreach (var token in new[] { former, link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), "", new string('x', 4_000) })
        {
            Assert.Equal((StatusCode.NotFound, "offer-unknown"), Of(await EventsProcess.RefusalOf(events.Offers.GetOfferAsync(new GetOfferRequest { Token = token }))));
            Assert.Equal((StatusCode.NotFound, "offer-unknown"), Of(await EventsProcess.RefusalOf(events.Offers.AcceptOfferAsync(new AcceptOfferRequest { Token = token }))));
        }

        Assert.Equal("offered", (await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).State);
        Assert.Equal(0, await events.AskAsync<long>("SELECT count(*) FROM offer_links WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'", link));

        static (StatusCode, string) Of(ServiceDefaults.Refusals.Refusal refusal) => (refusal.Status, refusal.Reason);
    }

    [Fact]
    public async Task A_declined_offer_is_kept_for_undo_and_then_goes_to_the_next()
    {
        var offer = await OfferedAsync();
        var link = await LinkAsync(offer);
        var (next, nextPeople) = await events.MemberAsync("SE", 1);
        var waiting = await events.Register(offer.GatheringId.ToString(), next, nextPeople[0], 3);

        var declined = await events.Offers.DeclineOfferAsync(new DeclineOfferRequest { Token = link });
        Assert.Equal("declined", declined.State);
        Assert.NotNull(declined.UndoUntil);
        Assert.Equal("offer-declined", (await EventsProcess.RefusalOf(events.Offers.AcceptOfferAsync(new AcceptOfferRequest { Token = link }))).Reason);

        Assert.Equal("offered", (await events.Offers.UndoDeclineAsync(new UndoDeclineRequest { Token = link })).State);
        await events.FactAsync<DeclineUndone>(fact => fact.OfferId == offer.OfferId);

        await events.Offers.DeclineOfferAsync(new DeclineOfferRequest { Token = link });
        await events.EndHoldAsync(offer.RegistrationId.ToString());

        var following = await events.FactAsync<SeatOffered>(fact => fact.RegistrationId == Guid.Parse(waiting.RegistrationId));
        Assert.Equal(3, following.Seats);
        Assert.DoesNotContain(events.Facts.OfType<SeatsFreed>(), fact => fact.RegistrationId == offer.RegistrationId);
        Assert.Equal("undo-too-late", (await EventsProcess.RefusalOf(events.Offers.UndoDeclineAsync(new UndoDeclineRequest { Token = link }))).Reason);
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_lapses_and_its_link_says_so()
    {
        var offer = await OfferedAsync();
        var link = await LinkAsync(offer);
        await events.ExecuteAsync("UPDATE admission_offers SET deadline = now() - interval '1 second' WHERE id = $1", offer.OfferId);

        Assert.Equal("expired", (await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).State);
        Assert.Equal("offer-expired", (await EventsProcess.RefusalOf(events.Offers.AcceptOfferAsync(new AcceptOfferRequest { Token = link }))).Reason);

        await events.ExecuteAsync("UPDATE admission_moves SET due_at = now() - interval '1 second' WHERE id = $1", offer.RegistrationId);
        await events.FactAsync<SeatOfferLapsed>(fact => fact.OfferId == offer.OfferId);
        Assert.Equal("offer-expired", (await EventsProcess.RefusalOf(events.Offers.DeclineOfferAsync(new DeclineOfferRequest { Token = link }))).Reason);
        var description = await events.Mail.DescribeAsync(
            new DescribeRequest { RegistrationId = offer.RegistrationId.ToString(), OfferId = offer.OfferId.ToString(), IssueOfferLink = true }, events.WithScope("registrations.mail"));
        Assert.Equal(("lapsed", "expired", ""), (description.Registration.State, description.Offer.State, description.OfferToken));
    }

    [Fact]
    public async Task The_link_of_an_accepted_offer_undoes_no_later_cancellation()
    {
        var offer = await OfferedAsync();
        var link = await LinkAsync(offer);
        await events.Offers.AcceptOfferAsync(new AcceptOfferRequest { Token = link });
        Assert.Equal("offer-accepted", (await EventsProcess.RefusalOf(events.Offers.DeclineOfferAsync(new DeclineOfferRequest { Token = link }))).Reason);
        await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = offer.RegistrationId.ToString() }, events.As(_registrant));

        Assert.Equal("undo-too-late", (await EventsProcess.RefusalOf(events.Offers.UndoDeclineAsync(new UndoDeclineRequest { Token = link }))).Reason);
        Assert.Equal("cancelled", (await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).State);
    }

    [Fact]
    public async Task In_the_last_day_an_offer_says_that_declining_cannot_be_undone_and_the_mail_and_the_next_hear_at_once()
    {
        var offer = await OfferedAsync();
        var link = await LinkAsync(offer);
        var (next, nextPeople) = await events.MemberAsync("SE", 1);
        var waiting = await events.Register(offer.GatheringId.ToString(), next, nextPeople[0], 3);
        Assert.False((await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).DeclinesAtOnce);
        await events.ExecuteAsync("UPDATE gatherings SET starts_at = now() + interval '20 hours' WHERE id = $1", offer.GatheringId);
        await events.ExecuteAsync("UPDATE admission_offerings SET starts_at = now() + interval '20 hours' WHERE id = $1", offer.GatheringId);
        Assert.True((await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).DeclinesAtOnce);

        var declined = await events.Offers.DeclineOfferAsync(new DeclineOfferRequest { Token = link });

        Assert.Equal(("declined", null), (declined.State, declined.UndoUntil));
        Assert.Equal(3, (await events.FactAsync<SeatOffered>(fact => fact.RegistrationId == Guid.Parse(waiting.RegistrationId))).Seats);
        Assert.Equal("undo-too-late", (await EventsProcess.RefusalOf(events.Offers.UndoDeclineAsync(new UndoDeclineRequest { Token = link }))).Reason);
        await events.FactAsync<SeatOfferDeclined>(fact => fact.OfferId == offer.OfferId);
        var description = await events.Mail.DescribeAsync(
            new DescribeRequest { RegistrationId = offer.RegistrationId.ToString(), OfferId = offer.OfferId.ToString() }, events.WithScope("registrations.mail"));
        Assert.Equal(("cancelled", "declined", null), (description.Registration.State, description.Offer.State, description.Offer.UndoUntil));
    }

    [Fact]
    public async Task The_link_of_an_offer_whose_dialogue_is_called_off_says_so()
    {
        var offer = await OfferedAsync();
        var link = await LinkAsync(offer);
        await events.Gatherings.CancelGatheringAsync(
            new CancelGatheringRequest { GatheringId = offer.GatheringId.ToString(), Words = { new LocalText { Language = "en", Text = "Rain" } } }, events.Staff);
        Assert.Equal("called-off", (await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).State);
    }

    [Fact]
    public async Task The_link_of_an_offer_whose_organization_is_suspended_says_so_and_not_that_nobody_answered()
    {
        var offer = await OfferedAsync();
        var link = await LinkAsync(offer);
        var organization = await events.AskAsync<Guid>("SELECT organization_id FROM admission_entries WHERE id = $1", offer.RegistrationId);
        await events.Bus.Publish(new OrganizationStandingChanged(organization, 2, "suspended"));
        await events.FactAsync<RegistrationCancelled>(fact => fact.RegistrationId == offer.RegistrationId);
        Assert.Equal("not-member", (await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).State);
    }

    [Fact]
    public async Task The_organizations_own_people_take_the_seats_without_the_link_and_nobody_else_does()
    {
        var offer = await OfferedAsync();
        var request = new TakeOfferedSeatsRequest { RegistrationId = offer.RegistrationId.ToString() };
        foreach (var stranger in new[] { events.As(Guid.NewGuid()), events.Staff })
        {
            Assert.Equal("registration-unknown", (await EventsProcess.RefusalOf(events.Registrations.TakeOfferedSeatsAsync(request, stranger))).Reason);
        }

        for (var press = 0; press < 2; press++)
        {
            var taken = await events.Registrations.TakeOfferedSeatsAsync(request, events.As(_registrant));
            Assert.Equal(("confirmed", 3), (taken.State, taken.Seats));
        }

        var fact = await events.FactAsync<SeatOfferAccepted>(fact => fact.OfferId == offer.OfferId);
        Assert.Equal(offer.RegistrationId, fact.RegistrationId);
    }

    [Fact]
    public async Task An_organization_suspended_meanwhile_takes_no_seat_by_its_link()
    {
        var offer = await OfferedAsync();
        var link = await LinkAsync(offer);
        await events.ExecuteAsync(
            "UPDATE member_organizations SET standing = 'suspended' WHERE id = (SELECT organization_id FROM admission_entries WHERE id = $1)", offer.RegistrationId);

        Assert.Equal("organization-not-member", (await EventsProcess.RefusalOf(events.Offers.AcceptOfferAsync(new AcceptOfferRequest { Token = link }))).Reason);
        Assert.Equal("offered", (await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).State);
    }

    private Guid _registrant;

    /// <summary>A full dialogue whose one holder has gone, so that the one who waited is offered three seats.</summary>
    private async Task<SeatOffered> OfferedAsync()
    {
        var id = await events.PublishedAsync(3, 3);
        var (leaving, leavingPeople) = await events.MemberAsync("NO", 1);
        var (waiting, waitingPeople) = await events.MemberAsync("CA", 1);
        _registrant = waitingPeople[0];
        var seated = await events.Register(id, leaving, leavingPeople[0], 3);
        var second = await events.Register(id, waiting, waitingPeople[0], 3);
        await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = seated.RegistrationId }, events.As(leavingPeople[0]));
        await events.EndHoldAsync(seated.RegistrationId);
        return await events.FactAsync<SeatOffered>(fact => fact.RegistrationId == Guid.Parse(second.RegistrationId));
    }

    private async Task<string> LinkAsync(SeatOffered offer) => (await events.Mail.DescribeAsync(
        new DescribeRequest { RegistrationId = offer.RegistrationId.ToString(), OfferId = offer.OfferId.ToString(), IssueOfferLink = true },
        events.WithScope("registrations.mail"))).OfferToken;
}
