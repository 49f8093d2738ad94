using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Admission;

/// <summary>A service's database in small: nothing but the ledger's tables and the outbox.</summary>
public sealed class AdmissionDb(DbContextOptions<AdmissionDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        modelBuilder.AddAdmission();
    }
}

/// <summary>The one fact of these tests: a move as it was told.</summary>
public sealed record SeatsMoved(string Kind, Guid? EntryId, long Version);
