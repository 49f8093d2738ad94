using Microsoft.EntityFrameworkCore;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Replies;
using StrongCities.Outbox;

namespace StrongCities.Notifications;

/// <summary>What has to be mailed, and for 30 days what was.</summary>
public sealed class NotificationsDb(DbContextOptions<NotificationsDb> options) : DbContext(options)
{
    /// <summary>One row a mail that somebody is to get.</summary>
    public DbSet<MailIntent> Intents => Set<MailIntent>();

    /// <summary>One row a mail that went out.</summary>
    public DbSet<SentMail> Sent => Set<SentMail>();

    /// <summary>How far the sender's mailbox has been read.</summary>
    public DbSet<ReplyPosition> ReplyPositions => Set<ReplyPosition>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        var intent = modelBuilder.AddWork<MailIntent>("mail_intents");
        intent.Property(row => row.Kind).HasMaxLength(40);
        intent.Property(row => row.Outcome).HasMaxLength(20);
        // One fact, one mail to one reader: whatever is delivered twice or replayed.
        intent.HasIndex(row => new { row.Kind, row.AboutId, row.Occasion, row.PersonId }).IsUnique().AreNullsDistinct(false);
        intent.Property(row => row.Reference).HasMaxLength(12);
        intent.HasIndex(row => row.Reference).HasFilter("reference is not null");
        intent.HasIndex(row => row.BouncedAt).HasFilter("bounced_at is not null");
        intent.HasIndex(row => row.InvitedUids).HasMethod("gin");

        var sent = modelBuilder.Entity<SentMail>();
        sent.ToTable("sent_mail");
        sent.Property(mail => mail.Id).ValueGeneratedNever();
        sent.Property(mail => mail.SentAt).HasDefaultValueSql("now()");
        sent.HasIndex(mail => mail.SentAt);

        modelBuilder.Entity<ReplyPosition>().ToTable("reply_positions").HasKey(position => position.Mailbox);
    }
}

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class NotificationsDbFactory : DesignTimeFactory<NotificationsDb>
{
    protected override NotificationsDb Create(DbContextOptions<NotificationsDb> options) => new(options);
}
