using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events.Gatherings;

/// <summary>What a service does at its start; a process of its own, killed and started again.</summary>
[Collection("servers")]
public sealed class FollowZoneRulesTests(Servers servers) : IAsyncLifetime
{
    private readonly EventsProcess _events = new(servers);

    public Task InitializeAsync() => _events.PrepareAsync();

    public Task DisposeAsync() => _events.DisposeAsync();

    [Fact]
    public async Task After_a_kill_the_demonstration_is_not_doubled_and_instants_follow_the_zones_rules_of_the_day()
    {
        await _events.StartAsync(seed: true);
        await _events.UntilAsync(async () => (await ListAsync()).Count == 4, "Four dialogues are seeded.");
        var oslo = (await ListAsync()).Single(dialogue => dialogue.HostCity == "Oslo");
        var id = Guid.Parse(oslo.GatheringId);

        await _events.KillAsync();
        // As if Norway had changed its clocks since: what is stored is an hour off the promised wall time.
        await _events.ExecuteAsync("UPDATE gatherings SET starts_at = starts_at - interval '1 hour' WHERE id = $1", id);
        await _events.ExecuteAsync("UPDATE admission_offerings SET starts_at = starts_at - interval '1 hour' WHERE id = $1", id);
        await _events.StartAsync(seed: true);

        Assert.Equal(3, (await _events.FactAsync<GatheringMoved>(fact => fact.GatheringId == id)).Version);
        var after = await ListAsync();
        Assert.Equal(4, after.Count);
        Assert.Equal(oslo.StartsAt, after.Single(dialogue => dialogue.HostCity == "Oslo").StartsAt);
        Assert.True(await _events.AskAsync<bool>("SELECT o.starts_at = d.starts_at FROM admission_offerings o JOIN gatherings d USING (id) WHERE id = $1", id));
        Assert.Single(_events.Facts.OfType<GatheringMoved>());
    }

    private async Task<IReadOnlyList<Gathering>> ListAsync() => (await _events.Gatherings.ListGatheringsAsync(new ListGatheringsRequest(), EventsProcess.Nobody)).Gatherings;
}
