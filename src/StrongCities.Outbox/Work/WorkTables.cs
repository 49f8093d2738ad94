using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StrongCities.Outbox;

/// <summary>Tables of work rows.</summary>
public static class WorkTables
{
    /// <summary>Maps a kind of work to <paramref name="table"/> (snake_case plural), to be called from <c>OnModelCreating</c>; returns the entity for its own columns.</summary>
    public static EntityTypeBuilder<TRow> AddWork<TRow>(this ModelBuilder model, string table) where TRow : WorkRow
    {
        var row = model.Entity<TRow>();
        row.ToTable(table);
        row.HasKey(x => x.Id);
        row.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        row.Property(x => x.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("now()").ValueGeneratedOnAdd();
        row.Property(x => x.NextTry).HasColumnName("next_try");
        row.Property(x => x.Attempts).HasColumnName("attempts").HasDefaultValue(0);
        row.Property(x => x.ClaimedUntil).HasColumnName("claimed_until");
        row.Property(x => x.Claim).HasColumnName("claim");
        row.Property(x => x.DoneAt).HasColumnName("done_at");
        row.Property(x => x.GaveUpAt).HasColumnName("gave_up_at");
        row.Property(x => x.Error).HasColumnName("error").HasMaxLength(200);
        row.Property(x => x.TraceParent).HasColumnName("trace_parent");
        row.Property(x => x.TraceState).HasColumnName("trace_state");
        row.HasIndex(x => new { x.NextTry, x.CreatedAt }).HasDatabaseName($"{table}_open").HasFilter("done_at IS NULL AND gave_up_at IS NULL");
        return row;
    }
}
