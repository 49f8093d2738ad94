using Microsoft.EntityFrameworkCore;

namespace StrongCities.Outbox;

/// <summary>The tables that facts leave and arrive through.</summary>
public static class OutboxTables
{
    /// <summary>Adds the tables <c>outbox</c> and <c>inbox</c>, to be called from <c>OnModelCreating</c>.</summary>
    public static ModelBuilder AddOutbox(this ModelBuilder model)
    {
        // Names are fixed here because the relay and the ledgers address these tables in explicit SQL.
        model.Entity<OutboxRow>(row =>
        {
            row.ToTable("outbox");
            row.HasKey(x => x.Seq);
            row.Property(x => x.Seq).HasColumnName("seq").UseIdentityAlwaysColumn();
            row.Property(x => x.MessageId).HasColumnName("message_id");
            row.Property(x => x.Type).HasColumnName("type").HasMaxLength(300);
            row.Property(x => x.Key).HasColumnName("key").HasMaxLength(200);
            row.Property(x => x.Body).HasColumnName("body").HasColumnType("jsonb");
            row.Property(x => x.TraceParent).HasColumnName("trace_parent");
            row.Property(x => x.TraceState).HasColumnName("trace_state");
            row.Property(x => x.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("now()").ValueGeneratedOnAdd();
            row.Property(x => x.Attempts).HasColumnName("attempts").HasDefaultValue(0);
            row.Property(x => x.NextTry).HasColumnName("next_try");
            row.Property(x => x.ParkedAt).HasColumnName("parked_at");
            row.Property(x => x.Error).HasColumnName("error").HasMaxLength(200);
            row.HasIndex(x => x.Key).HasDatabaseName("outbox_held_keys").HasFilter("next_try IS NOT NULL AND parked_at IS NULL");
            row.HasIndex(x => x.Seq).HasDatabaseName("outbox_waiting").HasFilter("parked_at IS NULL");
        });
        model.Entity<InboxRow>(row =>
        {
            row.ToTable("inbox");
            row.HasKey(x => new { x.MessageId, x.Consumer });
            row.Property(x => x.MessageId).HasColumnName("message_id");
            row.Property(x => x.Consumer).HasColumnName("consumer").HasMaxLength(200);
            row.Property(x => x.HandledAt).HasColumnName("handled_at").HasDefaultValueSql("now()").ValueGeneratedOnAdd();
        });
        return model;
    }
}
