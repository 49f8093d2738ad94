using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

[Collection("servers")]
public sealed class BrokerPermissionsTests(OutboxFixture at) : IClassFixture<OutboxFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => at.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task With_its_own_login_a_service_publishes_its_facts_hears_others_and_cannot_forge_theirs()
    {
        var contracts = typeof(OrganizationAdmitted).Assembly;
        await using var owner = await OutboxService.StartAsync(at, "membership", contracts: contracts, messaging: await at.CreateUserAsync("membership"));
        var database = await at.Servers.CreateDatabaseAsync<OutboxDb>("outboxtest");
        await using var events = await OutboxService.StartAsync(
            at, "events", bus =>
            {
                bus.Relay.TriesMax = 2;
                bus.Relay.ConfirmTimeout = TimeSpan.FromSeconds(1);
                bus.Relay.BackOffCap = TimeSpan.FromSeconds(0.2);
                bus.Consume<ProjectOrganizationConsumer>();
            }, contracts: contracts, messaging: await at.CreateUserAsync("events"), database: database);

        await using (var db = await owner.OpenAsync())
        {
            db.AddFact(new OrganizationAdmitted(Guid.NewGuid(), 1, "city", "FR", "europe"), "real");
            await db.SaveChangesAsync();
        }

        await using (var db = await events.OpenAsync())
        {
            await Eventually.TrueAsync(() => Task.FromResult(db.Effects.Any(effect => effect.Key == "FR")), "events hears membership");
            db.AddFact(new OrganizationAdmitted(Guid.NewGuid(), 1, "city", "XX", "europe"), "forged");
            await db.SaveChangesAsync();
            await Eventually.TrueAsync(
                async () =>
                {
                    // The broker is silent about what it forbids: only beside facts that it confirms is the forged one to blame.
                    db.AddFact(new GatheringCancelled(Guid.NewGuid(), "dialogue", 1), "own");
                    await db.SaveChangesAsync();
                    return db.Set<OutboxRow>().Any(row => row.ParkedAt != null);
                }, "the forged fact is refused");
            await Eventually.TrueAsync(() => Task.FromResult(db.Set<OutboxRow>().Count() == 1), "its own facts are published");
            Assert.False(db.Effects.Any(effect => effect.Key == "XX"));
        }
    }

    private sealed class ProjectOrganizationConsumer(OutboxDb db) : FactConsumer<OutboxDb, OrganizationAdmitted>(db)
    {
        protected override Task HandleAsync(OrganizationAdmitted fact, FactContext context, CancellationToken stop)
        {
            Db.Effects.Add(new Effect { Key = fact.Country, Number = 0, Consumer = "projection" });
            return Task.CompletedTask;
        }
    }
}
