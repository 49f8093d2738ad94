using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

[Collection("servers")]
public sealed class RelayTests(OutboxFixture at) : IClassFixture<OutboxFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => at.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Facts_of_one_key_arrive_in_the_order_of_recording()
    {
        await using var service = await OutboxService.StartAsync(at, "orderly", bus => bus.Consume<NoteDecisionConsumer>());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async key =>
        {
            for (var number = 0; number < 20; number += 2)
            {
                await service.DecideAsync($"key{key}", number, number + 1);
            }
        }));

        await at.EffectsAsync(400);
        Assert.Empty(OutOfOrder(await at.EffectsAsync()));
        Assert.Equal(0L, await at.QueryAsync<long>("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public void The_check_of_order_finds_two_swapped_facts() =>
        Assert.Equal(["b"], OutOfOrder([Effect("a", 1), Effect("b", 2), Effect("a", 2), Effect("b", 1)]));

    [Fact]
    public async Task A_failing_row_holds_back_its_own_key_only_and_is_parked_after_its_tries()
    {
        await using var service = await OutboxService.StartAsync(at, "parking", bus =>
        {
            bus.Relay.TriesMax = 4;
            bus.Relay.BackOffCap = TimeSpan.FromSeconds(0.5);
            bus.Relay.Poll = TimeSpan.FromSeconds(0.1);
            bus.Consume<NoteDecisionConsumer>();
        });
        await using (var db = at.Open())
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.AddFact(new DecisionMade("held", 1), "held");
            db.AddFact(new DecisionMade("held", 2), "held");
            db.AddFact(new DecisionMade("free", 1), "free");
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlAsync($"UPDATE outbox SET type = 'Some.Forgotten.Fact' WHERE key = 'held' AND body->>'number' = '1'");
            await transaction.CommitAsync();
        }

        await at.EffectsAsync(1);
        Assert.Equal("free", Assert.Single(await at.EffectsAsync()).Key);
        Assert.Equal(0L, await at.QueryAsync<long>("SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL"));

        await at.EffectsAsync(2);
        await using var after = at.Open();
        var parked = await after.Set<OutboxRow>().SingleAsync();
        Assert.Equal((4, "UnknownFactException", true), (parked.Attempts, parked.Error, parked.ParkedAt is not null));
        Assert.Equal(("held", 2), ((await at.EffectsAsync())[1].Key, (await at.EffectsAsync())[1].Number));
    }

    [Fact]
    public async Task When_the_elected_relay_loses_its_connection_the_other_takes_over_and_nothing_is_lost()
    {
        await using var one = await OutboxService.StartAsync(at, "failover", bus => bus.Consume<NoteDecisionConsumer>());
        await using var two = await OutboxService.StartAsync(at, "failover", bus => bus.Consume<NoteDecisionConsumer>());
        var leaders = new HashSet<int>();
        for (var number = 0; number < 300; number++)
        {
            await (number % 2 == 0 ? one : two).DecideAsync($"key{number % 7}", number);
            if (number % 60 == 30)
            {
                var leader = await LeaderAsync();
                leaders.Add(leader);
                Assert.True(await at.QueryAsync<bool>($"SELECT pg_terminate_backend({leader})"));
                await Eventually.TrueAsync(async () => await LeaderAsync() != leader, "another relay is elected");
            }
        }

        await at.EffectsAsync(300);
        Assert.True(leaders.Count > 1);
        Assert.Equal(300, (await at.EffectsAsync()).Select(effect => effect.Number).Distinct().Count());
        Assert.Equal(300, (await at.EffectsAsync()).Count);
    }

    [Fact]
    public async Task A_required_fact_waits_until_a_queue_takes_it()
    {
        await using var owner = await OutboxService.StartAsync(at, "owner", bus =>
        {
            bus.Relay.BackOffCap = TimeSpan.FromSeconds(0.5);
            bus.RequireConsumer<RequiredDecisionMade>();
        });
        await using (var db = await owner.OpenAsync())
        {
            db.AddFact(new RequiredDecisionMade("needed", 1), "needed");
            db.AddFact(new DecisionMade("optional", 2), "optional");
            await db.SaveChangesAsync();
        }

        await Eventually.TrueAsync(async () => await at.QueryAsync<long>("SELECT count(*) FROM outbox WHERE error = 'MessageReturnedException' AND attempts = 0") == 1, "the fact came back");
        Assert.Equal(1L, await at.QueryAsync<long>("SELECT count(*) FROM outbox"));

        await using var listener = await OutboxService.StartAsync(at, "listener", bus => bus.Consume<NoteRequiredDecisionConsumer>());
        await at.EffectsAsync(1);
        Assert.Equal("needed", Assert.Single(await at.EffectsAsync()).Key);
    }

    [Fact]
    public async Task The_consumer_joins_the_trace_that_recorded_the_fact()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "StrongCities.Outbox" or "MassTransit" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        await using var service = await OutboxService.StartAsync(at, "traced", bus => bus.Consume<NoteDecisionConsumer>());
        string trace;
        using (var request = source.StartActivity("request"))
        {
            trace = request!.TraceId.ToString();
            await service.DecideAsync("traced", 1);
        }

        await at.EffectsAsync(1);
        Assert.Equal(trace, Assert.Single(await at.EffectsAsync()).Trace);
    }

    [Fact]
    public async Task Rows_written_by_explicit_sql_are_published_in_their_order()
    {
        await using var service = await OutboxService.StartAsync(at, "explicit", bus => bus.Consume<NoteDecisionConsumer>());
        var rows = Enumerable.Range(0, 50).Select(number => OutboxRow.Create(new DecisionMade("sql", number), "sql")).ToList();
        await using (var connection = await service.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync())
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { OutboxSql.Insert(rows) } })
        {
            Assert.Equal(50, await batch.ExecuteNonQueryAsync());
        }

        service.Services.GetRequiredService<OutboxSignal>().Wake();
        await at.EffectsAsync(50);
        Assert.Empty(OutOfOrder(await at.EffectsAsync()));
    }

    /// <summary>The server process of the connection that holds the role.</summary>
    private async Task<int> LeaderAsync()
    {
        var leader = 0;
        await Eventually.TrueAsync(
            async () => (leader = await at.QueryAsync<int>(
                """
                SELECT coalesce(max(pid), 0) FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)) != 0, "a relay is elected");
        return leader;
    }

    private static List<string> OutOfOrder(List<Effect> effects) =>
        [.. effects.GroupBy(effect => effect.Key).Where(key => !key.Select(effect => effect.Number).SequenceEqual(key.Select(effect => effect.Number).Order())).Select(key => key.Key)];

    private static Effect Effect(string key, int number) => new() { Key = key, Number = number, Consumer = "" };
}
