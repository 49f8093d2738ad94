using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using StrongCities.Web.Maintenance;

namespace StrongCities.Web.SignIn;

/// <summary>What the site keeps: sign-in sessions, the keys that protect them and its cookies, and an announced maintenance.</summary>
public sealed class WebDb(DbContextOptions<WebDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<AnnouncedMaintenance> Maintenances => Set<AnnouncedMaintenance>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AnnouncedMaintenance>(maintenance =>
        {
            maintenance.Property(row => row.Id).ValueGeneratedNever();
            maintenance.ToTable(table =>
            {
                table.HasCheckConstraint("ck_maintenances_one", "id = 1");
                table.HasCheckConstraint("ck_maintenances_order", "starts_at < ends_at");
            });
        });
        modelBuilder.Entity<Session>(session =>
        {
            session.HasKey(row => row.Id);
            session.Property(row => row.Id).HasMaxLength(64);
            session.HasIndex(row => row.PersonId);
            session.HasIndex(row => row.ExpiresAt);
        });
    }
}
