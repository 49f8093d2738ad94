using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.IntegrationTests.Outbox;

[Collection("servers")]
public sealed class KillTests(OutboxFixture at) : IClassFixture<OutboxFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => at.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_service_killed_under_load_publishes_every_committed_decision_once_it_is_back()
    {
        var (committed, heard) = await KilledUnderLoadAsync(OutboxProcess.Decides);
        Assert.NotEmpty(committed);
        Assert.Equal(committed.Order(), heard.Order());
    }

    [Fact]
    public async Task Without_the_outbox_the_same_kill_loses_decisions()
    {
        var (committed, heard) = await KilledUnderLoadAsync(OutboxProcess.DecidesNaively);
        Assert.NotEmpty(committed.Except(heard));
    }

    [Fact]
    public async Task A_consumer_killed_25_times_over_prefetched_messages_leaves_each_one_handled_or_dead()
    {
        const int messages = 40;
        await using (await OutboxService.StartAsync(at, "killed", bus => bus.Consume<NoteSlowlyConsumer>()))
        {
            // Declares the queue.
        }

        await using (var db = at.Open())
        {
            db.AddRange(Enumerable.Range(0, messages).Select(number => StrongCities.Outbox.OutboxRow.Create(new DecisionMade("prefetched", number), "prefetched")));
            await db.SaveChangesAsync();
        }

        await using (await OutboxService.StartAsync(at, "publisher"))
        {
            await Eventually.TrueAsync(async () => await at.QueryAsync<long>("SELECT count(*) FROM outbox") == 0, "all are published");
        }

        // The next process warms up while the present one is killed.
        var next = OutboxProcess.PrepareAsync(OutboxProcess.ConsumesSlowly, at);
        for (var kill = 0; kill < 25; kill++)
        {
            using var consumer = await next;
            next = OutboxProcess.PrepareAsync(OutboxProcess.ConsumesSlowly, at);
            consumer.Go();
            await consumer.SaysAsync("handling");
            // Every other process lives long enough to handle one.
            await Task.Delay(kill % 2 * 250);
            await consumer.KillAsync();
        }

        (await next).Dispose();
        await using var last = await OutboxService.StartAsync(at, "killed", bus => bus.Consume<NoteSlowlyConsumer>());
        await Eventually.TrueAsync(async () => await DeadAsync() + await at.QueryAsync<long>("SELECT count(*) FROM effects") >= messages, "each message has ended");
        var dead = (await at.TakeAsync("killed-note-slowly_dead"))
            .Select(message => JsonDocument.Parse((string)message!["payload"]!).RootElement.GetProperty("message").GetProperty("number").GetInt32()).ToList();
        var handled = (await at.EffectsAsync()).Select(effect => effect.Number).ToList();

        // Otherwise the kills did not reach the delivery limit, and nothing was shown.
        Assert.NotEmpty(dead);
        Assert.NotEmpty(handled);
        Assert.Equal(Enumerable.Range(0, messages), handled.Union(dead).Order());
        Assert.Equal(handled.Count, handled.Distinct().Count());
    }

    private async Task<long> DeadAsync()
    {
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(at.Messaging) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync("killed-note-slowly_dead");
    }

    private async Task<(List<int> Committed, List<int> Heard)> KilledUnderLoadAsync(string role)
    {
        await using (await OutboxService.StartAsync(at, "listener", bus => bus.Consume<NoteDecisionConsumer>(messagesAtOnce: 16)))
        {
            // Declares the queue that later facts wait in.
        }

        var next = OutboxProcess.PrepareAsync(role, at);
        for (var kill = 1; kill <= 3; kill++)
        {
            using var service = await next;
            next = OutboxProcess.PrepareAsync(role, at);
            service.Go();
            await Eventually.TrueAsync(async () => await at.QueryAsync<long>("SELECT count(*) FROM decisions") > 60 * kill, "decisions are made");
            await service.KillAsync();
        }

        (await next).Dispose();
        await using var back = await OutboxService.StartAsync(at, "listener", bus => bus.Consume<NoteDecisionConsumer>(messagesAtOnce: 16));
        await Eventually.TrueAsync(async () => await at.QueryAsync<long>("SELECT count(*) FROM outbox") == 0, "the outbox is drained");
        await back.DecideAsync("end", 0);
        await Eventually.TrueAsync(async () => (await at.EffectsAsync()).Any(effect => effect.Key == "end"), "the last fact is heard");
        await Task.Delay(500);

        await using var db = at.Open();
        return (await db.Decisions.Select(decision => decision.Number).ToListAsync(), (await at.EffectsAsync()).Select(effect => effect.Number).ToList());
    }
}
