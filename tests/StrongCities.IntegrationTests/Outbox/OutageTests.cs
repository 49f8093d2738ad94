using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

[Collection("servers")]
public sealed class OutageTests(OutboxFixture at) : IClassFixture<OutboxFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => at.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_broker_killed_under_load_costs_no_fact_and_burns_no_try()
    {
        await using var service = await OutboxService.StartAsync(at, "outage", bus => bus.Consume<NoteDecisionConsumer>(messagesAtOnce: 16));
        var back = Task.CompletedTask;
        for (var number = 0; number < 400; number++)
        {
            await service.DecideAsync($"key{number % 10}", number);
            if (number == 100)
            {
                back = at.Servers.Copy.KillAndWaitAsync("messaging");
            }
        }

        // Facts that could not be published since the kill wait without blame, and the service still counts as ready.
        Assert.True(await at.QueryAsync<long>("SELECT count(*) FROM outbox") > 0);
        Assert.NotEqual(HealthStatus.Unhealthy, await service.HealthAsync());
        await back;
        Assert.Equal(0L, await at.QueryAsync<long>("SELECT count(*) FROM outbox WHERE attempts > 0"));

        await at.EffectsAsync(400, seconds: 60);
        Assert.Equal(Enumerable.Range(0, 400), (await at.EffectsAsync()).Select(effect => effect.Number).Order());
        Assert.Equal(0L, await at.QueryAsync<long>("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task The_database_killed_under_load_makes_no_dead_letter()
    {
        await using var service = await OutboxService.StartAsync(at, "databaseless", bus => bus.Consume<NoteDecisionConsumer>());
        await service.DecideAsync("many", [.. Enumerable.Range(0, 600)]);
        await at.EffectsAsync(20);
        await at.Servers.Copy.KillAndWaitAsync("postgres");

        await Eventually.TrueAsync(async () => await HasEffectsAsync(600), "all facts are handled", seconds: 60);
        Assert.Equal(Enumerable.Range(0, 600), (await at.EffectsAsync()).Select(effect => effect.Number).Order());
        Assert.Empty(await at.TakeAsync("databaseless-note-decision_dead"));
    }

    [Fact]
    public async Task A_service_starts_without_the_broker_and_is_not_ready()
    {
        await using var service = await OutboxService.StartAsync(
            at, "brokerless", bus => bus.Consume<NoteDecisionConsumer>(), messaging: "amqp://nobody:nothing@127.0.0.1:1/", waitUntilReady: false);
        await service.DecideAsync("kept", 1);
        Assert.Equal(1L, await at.QueryAsync<long>("SELECT count(*) FROM outbox WHERE attempts = 0"));
        Assert.Equal(HealthStatus.Unhealthy, await service.HealthAsync());
    }

    private async Task<bool> HasEffectsAsync(int count)
    {
        try
        {
            return (await at.EffectsAsync()).Count >= count;
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException { InnerException: NpgsqlException })
        {
            // The pool still holds connections of the killed server.
            return false;
        }
    }
}
