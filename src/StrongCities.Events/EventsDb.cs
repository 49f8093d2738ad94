using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Events.Dialogues;
using StrongCities.Events.Mail;
using StrongCities.Events.Members;
using StrongCities.Events.Offers;
using StrongCities.Outbox;

namespace StrongCities.Events;

/// <summary>The database of dialogues and of who takes part in them; seats are the ledger's tables in it.</summary>
internal sealed class EventsDb(DbContextOptions<EventsDb> options) : DbContext(options)
{
    public DbSet<Dialogue> Dialogues => Set<Dialogue>();
    public DbSet<MemberOrganization> MemberOrganizations => Set<MemberOrganization>();
    public DbSet<OrganizationRole> OrganizationRoles => Set<OrganizationRole>();
    public DbSet<OfferLink> OfferLinks => Set<OfferLink>();
    public DbSet<CalendarEntry> CalendarEntries => Set<CalendarEntry>();

    /// <summary>The database's clock, by which every deadline is judged.</summary>
    public Task<DateTimeOffset> NowAsync(CancellationToken stop) =>
        Database.SqlQuery<DateTimeOffset>($"SELECT now() AS \"Value\"").SingleAsync(stop);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutbox();
        model.AddAdmission();
        model.AddWork<SeatsToGiveBack>("seats_to_give_back");
        model.AddLabels();

        model.Entity<Dialogue>(dialogue =>
        {
            dialogue.ToTable("dialogues", table =>
            {
                table.HasCheckConstraint("dialogues_end_after_start", "ends_at > starts_at");
                table.HasCheckConstraint("dialogues_state", "state BETWEEN 1 AND 3");
                table.HasCheckConstraint("dialogues_published", "state <> 2 OR published_at IS NOT NULL");
                table.HasCheckConstraint("dialogues_titled", "title <> '{}'::jsonb");
            });
            dialogue.Property(x => x.Id).ValueGeneratedNever();
            dialogue.Property(x => x.Version).IsConcurrencyToken();
            dialogue.Property(x => x.Series).HasMaxLength(ProposedDialogue.LineCharactersMax);
            dialogue.Property(x => x.HostCity).HasMaxLength(ProposedDialogue.LineCharactersMax);
            dialogue.Property(x => x.Venue).HasMaxLength(ProposedDialogue.LineCharactersMax);
            dialogue.Property(x => x.TimeZone).HasMaxLength(64);
            dialogue.Property(x => x.Format).HasMaxLength(20);
            dialogue.Property(x => x.StartsLocal).HasColumnType("timestamp without time zone");
            dialogue.Property(x => x.EndsLocal).HasColumnType("timestamp without time zone");
            Multilingual(dialogue.Property(x => x.Title));
            Multilingual(dialogue.Property(x => x.Summary));
            Multilingual(dialogue.Property(x => x.CancelledWords));
            dialogue.HasIndex(x => new { x.State, x.EndsAt });
            dialogue.HasMany(x => x.Sessions).WithOne().HasForeignKey(x => x.DialogueId).OnDelete(DeleteBehavior.Cascade);
        });

        model.Entity<Session>(session =>
        {
            session.ToTable("sessions", table => table.HasCheckConstraint("sessions_end_after_start", "ends_at > starts_at"));
            session.Property(x => x.Id).ValueGeneratedNever();
            session.Property(x => x.Track).HasMaxLength(ProposedDialogue.LineCharactersMax);
            session.Property(x => x.StartsLocal).HasColumnType("timestamp without time zone");
            session.Property(x => x.EndsLocal).HasColumnType("timestamp without time zone");
            Multilingual(session.Property(x => x.Title));
        });

        model.Entity<MemberOrganization>(organization =>
        {
            organization.ToTable("member_organizations");
            organization.Property(x => x.Id).ValueGeneratedNever();
            organization.Property(x => x.Kind).HasMaxLength(20);
            organization.Property(x => x.Country).HasMaxLength(20);
            organization.Property(x => x.Region).HasMaxLength(40);
            organization.Property(x => x.Standing).HasMaxLength(20);
        });

        model.Entity<OrganizationRole>(role =>
        {
            role.ToTable("organization_roles");
            role.HasKey(x => new { x.OrganizationId, x.PersonId, x.Role });
            role.Property(x => x.Role).HasMaxLength(40);
            role.HasIndex(x => x.PersonId);
        });

        model.Entity<OfferLink>(link =>
        {
            link.ToTable("offer_links", table => table.HasCheckConstraint("offer_links_sha256", "length(token_hash) = 32"));
            // One link an offer: a new one takes the former one's place.
            link.HasKey(x => x.OfferId);
            link.Property(x => x.OfferId).ValueGeneratedNever();
            link.HasIndex(x => x.TokenHash).IsUnique();
            link.HasOne<SeatOffer>().WithOne().HasForeignKey<OfferLink>(x => x.OfferId);
        });

        model.Entity<CalendarEntry>(calendar =>
        {
            calendar.ToTable("calendar_entries");
            calendar.HasKey(x => x.RegistrationId);
            calendar.Property(x => x.RegistrationId).ValueGeneratedNever();
            calendar.HasIndex(x => x.Uid).IsUnique();
            calendar.HasOne<Entry>().WithOne().HasForeignKey<CalendarEntry>(x => x.RegistrationId);
        });
    }

    private static void Multilingual(Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<Words> words) => words
        .HasColumnType("jsonb")
        .HasConversion(value => value.ToJson(), json => Words.FromJson(json), new ValueComparer<Words>(
            (left, right) => Equals(left, right), value => value.GetHashCode(), value => value));
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class EventsDbFactory : DesignTimeFactory<EventsDb>
{
    protected override EventsDb Create(DbContextOptions<EventsDb> options) => new(options);
}
