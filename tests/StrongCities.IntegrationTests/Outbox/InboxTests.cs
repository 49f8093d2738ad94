using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace StrongCities.IntegrationTests.Outbox;

[Collection("servers")]
public sealed class InboxTests(OutboxFixture at) : IClassFixture<OutboxFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => at.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_message_delivered_three_times_has_one_effect_and_without_the_inbox_three()
    {
        await using var service = await OutboxService.StartAsync(at, "twice", bus => bus.Consume<NoteDecisionConsumer>().Consume<NaiveConsumer>());
        var messageId = Guid.NewGuid();
        for (var delivery = 0; delivery < 3; delivery++)
        {
            await service.Services.GetRequiredService<IBus>().Publish(new DecisionMade("twice", 1), context => context.MessageId = messageId);
        }

        await service.Services.GetRequiredService<IBus>().Publish(new DecisionMade("last", 2));
        await at.EffectsAsync(6);
        await Eventually.TrueAsync(async () => (await at.EffectsAsync()).Count(effect => effect.Key == "last") == 2, "both consumers reached the last message");
        var effects = await at.EffectsAsync();
        Assert.Equal(1, effects.Count(effect => effect is { Key: "twice", Consumer: "inbox" }));
        Assert.Equal(3, effects.Count(effect => effect is { Key: "twice", Consumer: "naive" }));
    }

    [Fact]
    public async Task A_message_that_cannot_be_handled_is_a_dead_letter_without_the_words_of_the_failure_and_the_next_is_handled()
    {
        await using var service = await OutboxService.StartAsync(at, "poisoned", bus => bus.Consume<NoteDecisionConsumer>());
        await service.DecideAsync("poison", NoteDecisionConsumer.Poison, 1);

        await at.EffectsAsync(1);
        Assert.Equal(1, Assert.Single(await at.EffectsAsync()).Number);
        var dead = Assert.Single(await at.TakeAsync("poisoned-note-decision_dead"))!.ToJsonString();
        Assert.Contains("\"number\": -1", System.Text.RegularExpressions.Regex.Unescape(dead), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", dead, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", dead, StringComparison.Ordinal);
        Assert.Equal(["poisoned-note-decision", "poisoned-note-decision_dead"], (await at.QueuesAsync()).Where(queue => queue.StartsWith("poisoned", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Every_queue_is_a_quorum_queue_with_a_delivery_limit_and_one_place_for_dead_letters()
    {
        await using var service = await OutboxService.StartAsync(at, "declared", bus => bus.Consume<NoteDecisionConsumer>());
        var arguments = (await at.QueueAsync("declared-note-decision"))["arguments"]!;
        Assert.Equal("quorum", (string)arguments["x-queue-type"]!);
        Assert.Equal(20, (int)arguments["x-delivery-limit"]!);
        Assert.Equal("declared-note-decision_dead", (string)arguments["x-dead-letter-exchange"]!);
        Assert.Equal("at-least-once", (string)arguments["x-dead-letter-strategy"]!);
        Assert.Equal("reject-publish", (string)arguments["x-overflow"]!);
        Assert.Equal("quorum", (string)(await at.QueueAsync("declared-note-decision_dead"))["arguments"]!["x-queue-type"]!);
    }
}
