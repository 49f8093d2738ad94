using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Gatherings.Mail;
using StrongCities.Gatherings.Members;
using StrongCities.Gatherings.Moves;
using StrongCities.Gatherings.Offers;
using StrongCities.Gatherings.Reports;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>The database of one kind of gathering and of who takes part; seats are the ledger's tables in it. A service derives its own.</summary>
internal abstract class GatheringsDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Gathering> Gatherings => Set<Gathering>();
    public DbSet<MemberOrganization> MemberOrganizations => Set<MemberOrganization>();
    public DbSet<OrganizationRole> OrganizationRoles => Set<OrganizationRole>();
    public DbSet<OfferLink> OfferLinks => Set<OfferLink>();
    public DbSet<CalendarEntry> CalendarEntries => Set<CalendarEntry>();
    public DbSet<GatheringMove> Moves => Set<GatheringMove>();
    public DbSet<Reconfirmation> Reconfirmations => Set<Reconfirmation>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<NamedInReport> NamedInReports => Set<NamedInReport>();

    /// <summary>The database's clock, by which every deadline is judged.</summary>
    public Task<DateTimeOffset> NowAsync(CancellationToken stop) =>
        Database.SqlQuery<DateTimeOffset>($"SELECT now() AS \"Value\"").SingleAsync(stop);

    /// <summary>The longest that a gathering of this kind may last, from start to end.</summary>
    public virtual TimeSpan LengthMax => TimeSpan.FromDays(14);

    /// <summary>A gathering of this kind, still blank.</summary>
    public virtual Gathering New(Guid id) => new() { Id = id };

    /// <summary>What is wrong with the part of the content that only this kind has, by field.</summary>
    public virtual Task<IReadOnlyList<(string Field, Refusal Refusal)>> OwnProblemsAsync(Wire.GatheringContent content, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<(string, Refusal)>>([]);

    /// <summary>Why one of this kind cannot be announced now; read and held within the caller's transaction.</summary>
    public virtual Task<Refusal?> OwnRefusalToPublishAsync(Gathering gathering, CancellationToken stop) => Task.FromResult<Refusal?>(null);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutbox();
        model.AddAdmission();
        model.AddWork<SeatsToGiveBack>("seats_to_give_back");
        model.AddLabels();

        model.Entity<Gathering>(gathering =>
        {
            gathering.ToTable("gatherings", table =>
            {
                table.HasCheckConstraint("gatherings_end_after_start", "ends_at > starts_at");
                table.HasCheckConstraint("gatherings_state", "state BETWEEN 1 AND 3");
                table.HasCheckConstraint("gatherings_published", "state <> 2 OR published_at IS NOT NULL");
                table.HasCheckConstraint("gatherings_titled", "title <> '{}'::jsonb");
            });
            gathering.Property(x => x.Id).ValueGeneratedNever();
            gathering.Property(x => x.Version).IsConcurrencyToken();
            gathering.Property(x => x.Series).HasMaxLength(ProposedGathering.LineCharactersMax);
            gathering.Property(x => x.HostCity).HasMaxLength(ProposedGathering.LineCharactersMax);
            gathering.Property(x => x.Venue).HasMaxLength(ProposedGathering.LineCharactersMax);
            gathering.Property(x => x.TimeZone).HasMaxLength(64);
            gathering.Property(x => x.Format).HasMaxLength(20);
            gathering.Property(x => x.StartsLocal).HasColumnType("timestamp without time zone");
            gathering.Property(x => x.EndsLocal).HasColumnType("timestamp without time zone");
            Multilingual(gathering.Property(x => x.Title));
            Multilingual(gathering.Property(x => x.Summary));
            Multilingual(gathering.Property(x => x.CancelledWords));
            gathering.HasIndex(x => new { x.State, x.EndsAt });
            gathering.HasMany(x => x.Sessions).WithOne().HasForeignKey(x => x.GatheringId).OnDelete(DeleteBehavior.Cascade);
        });

        model.Entity<Session>(session =>
        {
            session.ToTable("sessions", table => table.HasCheckConstraint("sessions_end_after_start", "ends_at > starts_at"));
            session.Property(x => x.Id).ValueGeneratedNever();
            session.Property(x => x.Track).HasMaxLength(ProposedGathering.LineCharactersMax);
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

        model.Entity<GatheringMove>(move =>
        {
            move.ToTable("gathering_moves", table => table.HasCheckConstraint("gathering_moves_number", "number >= 1"));
            move.HasKey(x => new { x.GatheringId, x.Number });
            move.Property(x => x.Was).HasColumnType("jsonb").HasConversion(value => value.ToJson(), json => Schedule.FromJson(json));
            move.HasOne<Gathering>().WithMany().HasForeignKey(x => x.GatheringId);
        });

        model.Entity<Reconfirmation>(answer =>
        {
            answer.ToTable("reconfirmations");
            answer.HasKey(x => x.RegistrationId);
            answer.Property(x => x.RegistrationId).ValueGeneratedNever();
            answer.HasOne<Entry>().WithOne().HasForeignKey<Reconfirmation>(x => x.RegistrationId);
            // Nobody can have answered a move that there was not.
            answer.HasOne<GatheringMove>().WithMany().HasForeignKey(x => new { x.GatheringId, x.Move });
        });

        model.Entity<Report>(report =>
        {
            report.ToTable("reports", table =>
            {
                table.HasCheckConstraint("reports_written", "findings <> '{}'::jsonb");
                table.HasCheckConstraint("reports_changed_after_publication", "changed_at IS NULL OR (published_at IS NOT NULL AND changed_at >= published_at)");
            });
            report.HasKey(x => x.GatheringId);
            report.Property(x => x.GatheringId).ValueGeneratedNever();
            report.Property(x => x.Version).IsConcurrencyToken();
            Multilingual(report.Property(x => x.Findings));
            report.HasOne<Gathering>().WithOne().HasForeignKey<Report>(x => x.GatheringId);
        });

        model.Entity<NamedInReport>(named =>
        {
            named.ToTable("named_in_reports");
            named.HasKey(x => x.RegistrationId);
            named.Property(x => x.RegistrationId).ValueGeneratedNever();
            named.HasOne<Entry>().WithOne().HasForeignKey<NamedInReport>(x => x.RegistrationId);
        });
    }

    protected static void Multilingual(Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<Words> words) => words
        .HasColumnType("jsonb")
        .HasConversion(value => value.ToJson(), json => Words.FromJson(json), new ValueComparer<Words>(
            (left, right) => Equals(left, right), value => value.GetHashCode(), value => value));
}
