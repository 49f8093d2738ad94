using Grpc.Core;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events.Gatherings;

[Collection("servers")]
public sealed class WatchSeatsTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    private static readonly DateTime Soon = DateTime.UtcNow.AddMinutes(1);

    [Fact]
    public async Task Staff_are_told_each_change_of_the_seats_and_whoever_loses_the_role_is_told_no_more()
    {
        var id = await events.PublishedAsync(4, 3);
        var (organization, people) = await events.MemberAsync("NO", 1);
        var watcher = Guid.NewGuid();
        events.Membership.Staff[watcher] = true;
        using var watch = events.Gatherings.WatchSeats(new WatchSeatsRequest { GatheringId = id }, events.As(watcher), Soon);
        Assert.Equal(new SeatCounts { Capacity = 4 }, await NextAsync(watch));

        var registration = await events.Register(id, organization, people[0], 3);
        Assert.Equal(new SeatCounts { Capacity = 4, Taken = 3 }, await NextAsync(watch));
        await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(people[0]));
        Assert.Equal(new SeatCounts { Capacity = 4, Taken = 3, HeldSeats = 3 }, await NextAsync(watch));

        events.Membership.Staff.TryRemove(watcher, out _);
        var ended = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.PermissionDenied, ended.StatusCode);
    }

    [Fact]
    public async Task Counts_are_told_to_staff_alone_and_of_dialogues_that_exist()
    {
        var id = await events.PublishedAsync(4, 3);
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync(id, EventsProcess.Nobody));
        Assert.Equal(StatusCode.PermissionDenied, await StatusOfAsync(id, events.As(Guid.NewGuid())));
        Assert.Equal(StatusCode.NotFound, await StatusOfAsync(Guid.NewGuid().ToString(), events.Staff));
    }

    [Fact]
    public async Task The_lists_version_changes_with_everything_listed_never_comes_back_and_stays_while_nothing_happens()
    {
        var versions = new List<string> { await VersionAsync() };
        Assert.Equal(versions[0], await VersionAsync());

        var id = await events.PublishedAsync(2, 2);
        versions.Add(await VersionAsync());
        var (organization, people) = await events.MemberAsync("NO", 1);
        var registration = await events.Register(id, organization, people[0], 2);
        versions.Add(await VersionAsync());
        // The band is what it was before the registration; the version is not.
        await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(people[0]));
        await events.EndHoldAsync(registration.RegistrationId);
        await events.FactAsync<SeatsFreed>(fact => fact.RegistrationId == Guid.Parse(registration.RegistrationId));
        versions.Add(await VersionAsync());
        var draft = await events.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = DialogueOf.Content(2, 2) }, events.Staff);
        Assert.Equal(versions[^1], await VersionAsync());
        await events.Gatherings.CancelGatheringAsync(
            new CancelGatheringRequest { GatheringId = id, Words = { new LocalText { Language = "en", Text = "No hall." } } }, events.Staff);
        versions.Add(await VersionAsync());

        // The last state lists what the first listed.
        Assert.Equal(versions[0], versions[^1]);
        Assert.Equal(versions.Count - 1, versions.Distinct().Count());
        Assert.NotEmpty(draft.Gathering.GatheringId);
    }

    private async Task<string> VersionAsync() => (await events.Gatherings.GetListVersionAsync(new GetListVersionRequest(), EventsProcess.Nobody)).Version;

    private static async Task<SeatCounts> NextAsync(AsyncServerStreamingCall<SeatCounts> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        return watch.ResponseStream.Current;
    }

    private async Task<StatusCode> StatusOfAsync(string id, Metadata caller)
    {
        using var watch = events.Gatherings.WatchSeats(new WatchSeatsRequest { GatheringId = id }, caller, Soon);
        return (await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None))).StatusCode;
    }
}
