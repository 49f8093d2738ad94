using Grpc.Core;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events.Feeds;

/// <summary>D12: a person's feed lists the seats that the person holds now, and no others.</summary>
[Collection("servers")]
public sealed class HeldSeatsServiceTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task A_feed_lists_what_the_person_registered_or_agreed_to_with_the_mailed_UID()
    {
        var dialogue = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 3);
        var registration = await events.Register(dialogue, organization, people[0], 2, people: people[1]);

        // Whoever registered has it; whoever was named by somebody else not before having agreed; a colleague who is not in it never.
        var held = Assert.Single(await HeldAsync(people[0]));
        Assert.Equal((registration.RegistrationId, dialogue), (held.RegistrationId, held.Gathering.GatheringId));
        Assert.Empty(await HeldAsync(people[1]));
        Assert.Empty(await HeldAsync(people[2]));
        var described = await events.Mail.DescribeAsync(
            new DescribeRequest { RegistrationId = registration.RegistrationId, IssueNameLinkPersonId = people[1].ToString() }, events.WithScope("registrations.mail"));
        await events.Namings.AgreeToNamingAsync(new AgreeToNamingRequest { Token = described.NameToken, LabelVersion = 1 }, EventsProcess.Nobody);
        var named = Assert.Single(await HeldAsync(people[1]));
        Assert.Empty(await HeldAsync(people[2]));

        // The mail's UID and SEQUENCE, for each reader the own.
        var slot = Assert.Single(CalendarSlot.Of(held.Gathering));
        foreach (var (seat, person) in new[] { (held, people[0]), (named, people[1]) })
        {
            Assert.Equal(slot.UidFor(described.Registration.Gathering, described.CalendarUid, person.ToString()), Assert.Single(seat.CalendarUids, uid => uid.Key == slot.Id).Value);
        }

        Assert.Equal(described.CalendarSequence, held.CalendarSequence);
        Assert.NotEqual(held.CalendarUids[slot.Id], named.CalendarUids[slot.Id]);
        Assert.DoesNotContain(people[1].ToString(), held.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_cancelled_or_called_off_is_not_in_it_and_what_moves_is_there_at_once()
    {
        var dialogue = await events.PublishedAsync(2, 2);
        var (first, (firstPerson, _)) = await MemberAsync();
        var (second, (secondPerson, _)) = await MemberAsync();
        var registration = await events.Register(dialogue, first, firstPerson, 2);
        await events.Register(dialogue, second, secondPerson, 2);
        Assert.Empty(await HeldAsync(secondPerson));
        var before = Assert.Single(await HeldAsync(firstPerson));

        var read = (await events.Gatherings.ListForStaffAsync(new ListForStaffRequest(), events.Staff)).Gatherings.Single(row => row.Gathering.GatheringId == dialogue);
        var content = DialogueOf.Content(2, 2);
        content.Sessions.Clear();
        content.Starts = $"{DialogueOf.Day(21)}T11:00";
        await events.Gatherings.EditGatheringAsync(new EditGatheringRequest { GatheringId = dialogue, Version = read.Version, Content = content }, events.Staff);
        var moved = Assert.Single(await HeldAsync(firstPerson));
        Assert.Equal(before.Gathering.StartsAt.ToDateTime().AddHours(2), moved.Gathering.StartsAt.ToDateTime());
        Assert.True(moved.CalendarSequence > before.CalendarSequence);
        Assert.Equal(before.CalendarUids, moved.CalendarUids);

        // Cancelled, with undo still open: no seat is held. Undone: it is again.
        await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(firstPerson));
        Assert.Empty(await HeldAsync(firstPerson));
        await events.Registrations.UndoCancellationAsync(new UndoCancellationRequest { RegistrationId = registration.RegistrationId }, events.As(firstPerson));
        Assert.Single(await HeldAsync(firstPerson));
        await events.Gatherings.CancelGatheringAsync(
            new CancelGatheringRequest { GatheringId = dialogue, Words = { new LocalText { Language = "en", Text = "Storm" } } }, events.Staff);
        Assert.Empty(await HeldAsync(firstPerson));
    }

    [Fact]
    public async Task Whoever_acts_for_the_organization_no_longer_reads_nothing_of_it()
    {
        var dialogue = await events.PublishedAsync(10, 3);
        var (organization, (person, other)) = await MemberAsync();
        await events.Register(dialogue, organization, person, 1);
        Assert.Single(await HeldAsync(person));
        Assert.Empty(await HeldAsync(other));
        await events.ExecuteAsync("UPDATE organization_roles SET held = false WHERE organization_id = $1 AND person_id = $2", organization, person);
        Assert.Empty(await HeldAsync(person));
    }

    [Fact]
    public async Task A_token_that_opens_nothing_is_refused_and_a_month_after_its_end_a_dialogue_is_gone()
    {
        var dialogue = await events.PublishedAsync(10, 3);
        var (organization, (person, _)) = await MemberAsync();
        await events.Register(dialogue, organization, person, 1);
        var token = TokenOf(person);
        Assert.Single(await ListAsync(token));
        await events.ExecuteAsync("UPDATE gatherings SET starts_at = now() - interval '30 days', ends_at = now() - interval '29 days' WHERE id = $1", Guid.Parse(dialogue));
        Assert.Single(await ListAsync(token));
        await events.ExecuteAsync("UPDATE gatherings SET starts_at = now() - interval '32 days', ends_at = now() - interval '31 days' WHERE id = $1", Guid.Parse(dialogue));
        Assert.Empty(await ListAsync(token));

        events.Membership.Feeds.TryRemove(token, out _);
        var revoked = await EventsProcess.RefusalOf(events.HeldSeats.ListHeldSeatsAsync(new ListHeldSeatsRequest { Token = token }, EventsProcess.Nobody));
        Assert.Equal((StatusCode.NotFound, "feed-unknown"), (revoked.Status, revoked.Reason));
        // A sign-in is no substitute for the token.
        Assert.Equal("feed-unknown", (await EventsProcess.RefusalOf(events.HeldSeats.ListHeldSeatsAsync(new ListHeldSeatsRequest(), events.As(person)))).Reason);
    }

    private async Task<(Guid Organization, (Guid, Guid) People)> MemberAsync()
    {
        var (organization, people) = await events.MemberAsync("NO", 2);
        return (organization, (people[0], people[1]));
    }

    private Task<IReadOnlyList<HeldSeat>> HeldAsync(Guid person) => ListAsync(TokenOf(person));

    private string TokenOf(Guid person)
    {
        events.Membership.Feeds[$"token of {person}"] = person;
        return $"token of {person}";
    }

    private async Task<IReadOnlyList<HeldSeat>> ListAsync(string token) =>
        (await events.HeldSeats.ListHeldSeatsAsync(new ListHeldSeatsRequest { Token = token }, EventsProcess.Nobody)).Seats;
}
