using Grpc.Core;
using MassTransit;
using Npgsql;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.IntegrationTests.Events.Members;

[Collection("servers")]
public sealed class GiveBackSeatsTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task Who_leaves_gives_every_seat_and_every_place_in_line_back_and_who_is_paused_keeps_them()
    {
        var id = await events.PublishedAsync(2, 2);
        var other = await events.PublishedAsync(5, 2);
        var (leaving, leavingPeople) = await events.MemberAsync("NO", 1);
        var (paused, pausedPeople) = await events.MemberAsync("SK", 1);
        var seated = await events.Register(id, leaving, leavingPeople[0], 2);
        var waiting = await events.Register(id, paused, pausedPeople[0], 1);
        var kept = await events.Register(other, paused, pausedPeople[0], 1);
        Assert.Equal(("confirmed", "waiting", "confirmed"), (seated.State, waiting.State, kept.State));

        await PublishAsync(new OrganizationStandingChanged(paused, 2, "paused"));
        await PublishAsync(new OrganizationStandingChanged(leaving, 2, "left"));
        await events.UntilAsync(async () => await StateAsync(seated.RegistrationId) == 6, "The seats of who left are freed at once.");
        var freed = await events.FactAsync<RegistrationCancelled>(fact => fact.RegistrationId == Guid.Parse(seated.RegistrationId));
        Assert.Equal((2, null), (freed.Seats, freed.UndoUntil));
        Assert.Equal(2, await StateAsync(waiting.RegistrationId));
        Assert.Equal(3, await StateAsync(kept.RegistrationId));

        // Who came back before its turn keeps everything.
        var (back, backPeople) = await events.MemberAsync("SE", 1);
        var stays = await events.Register(other, back, backPeople[0], 1);
        await PublishAsync(new OrganizationStandingChanged(back, 3, "member"));
        await events.UntilAsync(() => events.AskAsync<bool>("SELECT version = 3 FROM member_organizations WHERE id = $1", back), "Its return is known.");
        await PublishAsync(new OrganizationStandingChanged(back, 2, "left"));
        await events.UntilAsync(() => events.AskAsync<bool>("SELECT count(*) = 2 AND bool_and(done_at IS NOT NULL) FROM seats_to_give_back"), "Both rows are done.");
        Assert.Equal(3, await StateAsync(stays.RegistrationId));
    }

    [Fact]
    public async Task Who_is_suspended_gives_its_seats_back_registers_nothing_and_may_register_again_once_it_is_lifted()
    {
        var (id, later) = (await events.PublishedAsync(3, 2), await events.PublishedAsync(3, 2));
        var (organization, people) = await events.MemberAsync("FI", 1);
        var seated = await events.Register(id, organization, people[0], 2);
        var givenUp = await events.Register(later, organization, people[0], 2);
        await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = givenUp.RegistrationId }, events.As(people[0]));
        Assert.Equal(4, await StateAsync(givenUp.RegistrationId));
        await PublishAsync(new OrganizationStandingChanged(organization, 2, "suspended"));
        await events.UntilAsync(async () => await StateAsync(seated.RegistrationId) == 6, "The seats of who is suspended are freed at once.");
        await events.UntilAsync(async () => await StateAsync(givenUp.RegistrationId) == 6, "And what it had given up a moment before.");
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await events.Register(later, organization, people[0], 1));
        Assert.Equal("organization-not-member", refused.ReadRefusal()?.Reason);
        // Nor can it take anything back, or is told that it could.
        foreach (var gone in new[] { seated, givenUp })
        {
            var shown = await events.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = gone.RegistrationId }, events.As(people[0]));
            Assert.Equal(("cancelled", null, gone == seated), (shown.State, shown.UndoUntil, shown.EndedWithMembership));
            var undo = await Assert.ThrowsAsync<RpcException>(async () => await events.Registrations.UndoCancellationAsync(
                new UndoCancellationRequest { RegistrationId = gone.RegistrationId }, events.As(people[0])));
            Assert.Equal("undo-too-late", undo.ReadRefusal()?.Reason);
        }

        // Lifted: it registers as before; what was given back does not return by itself.
        await PublishAsync(new OrganizationStandingChanged(organization, 3, "member"));
        await events.UntilAsync(() => events.AskAsync<bool>("SELECT version = 3 FROM member_organizations WHERE id = $1", organization), "The lifting is known.");
        Assert.Equal("confirmed", (await events.Register(later, organization, people[0], 1)).State);
        Assert.Equal((6, 6), (await StateAsync(seated.RegistrationId), await StateAsync(givenUp.RegistrationId)));
    }

    [Fact]
    public async Task A_membership_that_is_ending_at_this_moment_is_waited_for_so_that_no_seat_is_given_behind_its_back()
    {
        var id = await events.PublishedAsync(3, 2);
        var (organization, people) = await events.MemberAsync("FI", 1);
        await using var connection = await events.Database.OpenConnectionAsync();
        await using (var ending = await connection.BeginTransactionAsync())
        {
            await using var end = new NpgsqlCommand("update member_organizations set standing = 'suspended', version = 2 where id = $1", connection) { Parameters = { new() { Value = organization } } };
            await end.ExecuteNonQueryAsync();
            var booking = EventsProcess.RefusalOf(events.Book(id, organization, people[0], 1));
            // Somebody's wait for that row is seen, and not only that there is no answer yet.
            await events.UntilAsync(() => events.AskAsync<bool>("SELECT exists (SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%member_organizations%')"), "The registration waits.");
            await ending.CommitAsync();
            Assert.Equal("organization-not-member", (await booking).Reason);
        }

        Assert.Equal(0, await events.AskAsync<long>("SELECT count(*) FROM admission_entries WHERE organization_id = $1", organization));
    }

    private Task<short> StateAsync(string registration) => events.AskAsync<short>("SELECT state FROM admission_entries WHERE id = $1", Guid.Parse(registration));

    private Task PublishAsync(object fact) => events.Bus.Publish(fact);
}
