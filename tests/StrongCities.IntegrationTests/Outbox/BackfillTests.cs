using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

[Collection("servers")]
public sealed class BackfillTests(OutboxFixture at) : IClassFixture<OutboxFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => at.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_service_is_ready_only_when_its_queue_is_declared_and_its_backfill_has_succeeded()
    {
        var owner = new Owner();
        await using var service = await OutboxService.StartAsync(at, "projecting", bus => bus.Consume<NoteDecisionConsumer>(), builder =>
        {
            builder.Services.AddSingleton(owner);
            builder.Services.AddSingleton(at);
            builder.AddBackfill<OutboxDb, DecisionBackfill>();
        }, waitUntilReady: false);

        await Eventually.TrueAsync(() => Task.FromResult(owner.Asked >= 2), "a failed backfill tries again");
        Assert.Equal(HealthStatus.Unhealthy, await service.HealthAsync());
        owner.Answers = true;
        await Eventually.TrueAsync(async () => await service.HealthAsync() == HealthStatus.Healthy, "the service is ready");
        Assert.True(owner.QueueExisted);
        Assert.Equal("backfill", Assert.Single(await at.EffectsAsync()).Consumer);

        service.Services.GetRequiredService<BackfillRequests<DecisionBackfill>>().RunSoon();
        await at.EffectsAsync(2);
    }

    internal sealed class Owner
    {
        public int Asked { get; set; }

        public bool Answers { get; set; }

        public bool QueueExisted { get; set; } = true;
    }

    internal sealed class DecisionBackfill(OutboxDb db, Owner owner, OutboxFixture at) : Backfill
    {
        public override async Task RunAsync(CancellationToken stop)
        {
            owner.Asked++;
            owner.QueueExisted &= (await at.QueuesAsync()).Contains("projecting-note-decision");
            if (!owner.Answers)
            {
                throw new TimeoutException();
            }

            db.Effects.Add(new Effect { Key = "backfilled", Number = owner.Asked, Consumer = "backfill" });
            await db.SaveChangesAsync(stop);
        }
    }
}
