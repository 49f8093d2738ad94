using Microsoft.EntityFrameworkCore;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

/// <summary>A service's database in small: what it decides, what it learns, what it still has to do.</summary>
public sealed class OutboxDb(DbContextOptions<OutboxDb> options) : DbContext(options)
{
    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<Effect> Effects => Set<Effect>();

    public DbSet<Letter> Letters => Set<Letter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        modelBuilder.AddWork<Letter>("letters");
        modelBuilder.Entity<Effect>().Property(effect => effect.Id).UseIdentityAlwaysColumn();
    }
}

/// <summary>A committed change that the rest of the world must hear of.</summary>
public sealed class Decision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Key { get; init; }

    public required int Number { get; init; }
}

/// <summary>One handled fact; Id is the order of handling.</summary>
public sealed class Effect
{
    public long Id { get; init; }

    public required string Key { get; init; }

    public required int Number { get; init; }

    public required string Consumer { get; init; }

    public string? Trace { get; init; }
}

public sealed class Letter : WorkRow
{
    public required int Number { get; init; }

    /// <summary>Failures still to come before the work succeeds.</summary>
    public int Failing { get; set; }

    public string? WorkedBy { get; set; }

    public string? Trace { get; set; }
}

/// <summary>A decision was made.</summary>
public sealed record DecisionMade(string Key, int Number);

/// <summary>A decision that somebody must hear of.</summary>
public sealed record RequiredDecisionMade(string Key, int Number);
