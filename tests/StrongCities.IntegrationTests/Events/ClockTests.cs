using Grpc.Core;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events;

/// <summary>A service whose own clock is ten minutes wrong: the database's decides every deadline, and a token holds for no more than a minute beyond its time.</summary>
[Collection("servers")]
public sealed class ClockTests(Servers servers)
{
    [Theory]
    [InlineData("+10m")]
    [InlineData("-10m")]
    public async Task A_clock_ten_minutes_wrong_lets_no_offer_lapse_early_keeps_none_beyond_its_time_and_opens_nothing_to_old_tokens(string offset)
    {
        var events = new EventsProcess(servers);
        using var clock = await TestClock.StartAsync(offset);
        foreach (var (name, value) in clock.Environment)
        {
            events.Settings[name] = value;
        }

        try
        {
            await events.InitializeAsync();
            // Identity's tokens hold for five minutes: by this clock they are over, or have not begun.
            var request = new ListMyRegistrationsRequest();
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await events.Registrations.ListMyRegistrationsAsync(request, events.Staff));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
            events.Issuer.HoldsAround = TimeSpan.FromMinutes(20);

            var early = await OfferedAsync(events);
            var late = await OfferedAsync(events);
            await events.ExecuteAsync("UPDATE admission_offers SET deadline = now() + interval '5 minutes' WHERE id = $1", early.OfferId);
            await events.ExecuteAsync("UPDATE admission_moves SET due_at = now() + interval '5 minutes' WHERE id = $1", early.RegistrationId);
            await events.ExecuteAsync("UPDATE admission_offers SET deadline = now() - interval '1 second' WHERE id = $1", late.OfferId);
            await events.ExecuteAsync("UPDATE admission_moves SET due_at = now() - interval '1 second' WHERE id = $1", late.RegistrationId);

            // The second one lapses whatever this clock says; whoever looks for it sees the first one too, and leaves it.
            await events.FactAsync<SeatOfferLapsed>(fact => fact.OfferId == late.OfferId);
            var link = (await events.Mail.DescribeAsync(
                new DescribeRequest { RegistrationId = early.RegistrationId.ToString(), OfferId = early.OfferId.ToString(), IssueOfferLink = true }, events.WithScope("registrations.mail"))).OfferToken;
            Assert.Equal("offered", (await events.Offers.GetOfferAsync(new GetOfferRequest { Token = link })).State);
            Assert.DoesNotContain(events.Facts.OfType<SeatOfferLapsed>(), fact => fact.OfferId == early.OfferId);
            await events.Offers.AcceptOfferAsync(new AcceptOfferRequest { Token = link });
            await events.FactAsync<SeatOfferAccepted>(fact => fact.OfferId == early.OfferId);
            using var client = new HttpClient { BaseAddress = events.Http };
            Assert.Equal("Healthy", await client.GetStringAsync("/health"));
        }
        finally
        {
            await events.DisposeAsync();
        }
    }

    /// <summary>A full dialogue whose one holder has gone, so that the one who waited is offered three seats.</summary>
    private static async Task<SeatOffered> OfferedAsync(EventsProcess events)
    {
        var id = await events.PublishedAsync(3, 3);
        var (leaving, leavingPeople) = await events.MemberAsync("NO", 1);
        var (waiting, waitingPeople) = await events.MemberAsync("CA", 1);
        var seated = await events.Register(id, leaving, leavingPeople[0], 3);
        var second = await events.Register(id, waiting, waitingPeople[0], 3);
        await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = seated.RegistrationId }, events.As(leavingPeople[0]));
        await events.EndHoldAsync(seated.RegistrationId);
        return await events.FactAsync<SeatOffered>(fact => fact.RegistrationId == Guid.Parse(second.RegistrationId));
    }
}
