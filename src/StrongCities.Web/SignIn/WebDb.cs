using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.Web.SignIn;

/// <summary>What the site keeps: sign-in sessions and the keys that protect them and its cookies.</summary>
public sealed class WebDb(DbContextOptions<WebDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Session>(session =>
        {
            session.HasKey(row => row.Id);
            session.Property(row => row.Id).HasMaxLength(64);
            session.HasIndex(row => row.PersonId);
            session.HasIndex(row => row.ExpiresAt);
        });
    }
}
