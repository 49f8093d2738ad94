using System.Diagnostics;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StrongCities.IntegrationTests.Admission;

namespace StrongCities.Benchmarks;

/// <summary>
/// P6's other side, written by us for this comparison: the ordinary way to book with EF Core and MassTransit. Each request opens a transaction, locks the offering's row, counts,
/// inserts and commits, and publishes its fact before it answers. MassTransit's outbox is off (its package for EF Core is not among ours, decision 0001), so a death between the two
/// loses the fact; nor does it know a key again, count groups or keep a waiting list. Contexts are pooled and statements prepared, as far as it helps.
/// </summary>
internal sealed class OrdinaryWay : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly IDbContextFactory<OrdinaryDb> _databases;
    private readonly IBusControl _bus;

    private OrdinaryWay(string database, string broker)
    {
        _source = NpgsqlDataSource.Create(Outbox.Database.Address(database, "ordinary"));
        _databases = new Microsoft.EntityFrameworkCore.Infrastructure.PooledDbContextFactory<OrdinaryDb>(
            new DbContextOptionsBuilder<OrdinaryDb>().UseNpgsql(_source).UseSnakeCaseNamingConvention().Options);
        var address = new Uri(broker);
        var user = address.UserInfo.Split(':');
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(address.Host, (ushort)address.Port, "/", host =>
        {
            host.Username(user[0]);
            host.Password(Uri.UnescapeDataString(user[1]));
        }));
    }

    public static async Task<OrdinaryWay> StartAsync(string database, string broker)
    {
        var way = new OrdinaryWay(database, broker);
        await using var db = await way._databases.CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            create table ordinary_offerings (id uuid primary key, capacity int not null, taken int not null);
            create table ordinary_entries (id uuid primary key, offering_id uuid not null references ordinary_offerings, organization_id uuid not null, seats int not null, created_at timestamptz not null, unique (offering_id, organization_id))
            """);
        await way._bus.StartAsync();
        return way;
    }

    /// <summary>Bookings per second of callers who each ask again as soon as they are answered.</summary>
    public async Task<double> PerSecondAsync(int callers, int seconds)
    {
        var offering = new OrdinaryOffering { Id = Guid.NewGuid(), Capacity = 1_000_000_000 };
        await using (var db = await _databases.CreateDbContextAsync())
        {
            db.Add(offering);
            await db.SaveChangesAsync();
        }

        var watch = Stopwatch.StartNew();
        var booked = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; watch.Elapsed.TotalSeconds < seconds; count++)
            {
                await BookAsync(offering.Id, Guid.NewGuid(), seats: 1);
            }

            return count;
        })));
        return booked.Sum() / watch.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        await _source.DisposeAsync();
    }

    private async Task BookAsync(Guid offeringId, Guid organization, int seats)
    {
        var entry = new OrdinaryEntry { Id = Guid.CreateVersion7(), OfferingId = offeringId, OrganizationId = organization, Seats = seats, CreatedAt = DateTimeOffset.UtcNow };
        await using (var db = await _databases.CreateDbContextAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var offering = await db.Offerings.FromSql($"select * from ordinary_offerings where id = {offeringId} for update").SingleAsync();
            if (offering.Taken + seats > offering.Capacity)
            {
                throw new InvalidOperationException("The offering is full.");
            }

            offering.Taken += seats;
            db.Add(entry);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        await _bus.Publish(new SeatsMoved("Booked", entry.Id, 1));
    }
}

internal sealed class OrdinaryDb(DbContextOptions<OrdinaryDb> options) : DbContext(options)
{
    public DbSet<OrdinaryOffering> Offerings => Set<OrdinaryOffering>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OrdinaryOffering>().ToTable("ordinary_offerings");
        modelBuilder.Entity<OrdinaryEntry>().ToTable("ordinary_entries");
    }
}

internal sealed class OrdinaryOffering
{
    public Guid Id { get; init; }

    public int Capacity { get; init; }

    public int Taken { get; set; }
}

internal sealed class OrdinaryEntry
{
    public Guid Id { get; init; }

    public Guid OfferingId { get; init; }

    public Guid OrganizationId { get; init; }

    public int Seats { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
