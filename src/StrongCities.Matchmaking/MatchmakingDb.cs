using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Introductions;
using StrongCities.Matchmaking.Members;
using StrongCities.Matchmaking.Preferences;
using StrongCities.Matchmaking.Rounds;
using StrongCities.Outbox;

namespace StrongCities.Matchmaking;

/// <summary>The database of who looks for whom, of rounds and of introductions.</summary>
internal sealed class MatchmakingDb(DbContextOptions<MatchmakingDb> options) : DbContext(options)
{
    public DbSet<MemberOrganization> MemberOrganizations => Set<MemberOrganization>();
    public DbSet<OrganizationRole> OrganizationRoles => Set<OrganizationRole>();
    public DbSet<HelpPreferences> Preferences => Set<HelpPreferences>();
    public DbSet<Limit> Limits => Set<Limit>();
    public DbSet<Round> Rounds => Set<Round>();
    public DbSet<RoundWork> RoundWork => Set<RoundWork>();
    public DbSet<Introduction> Introductions => Set<Introduction>();
    public DbSet<Side> Sides => Set<Side>();

    /// <summary>The database's clock, by which every deadline is judged.</summary>
    public Task<DateTimeOffset> NowAsync(CancellationToken stop) =>
        Database.SqlQuery<DateTimeOffset>($"SELECT now() AS \"Value\"").SingleAsync(stop);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutbox();

        model.Entity<MemberOrganization>(organization =>
        {
            organization.ToTable("member_organizations");
            organization.Property(x => x.Id).ValueGeneratedNever();
            // Facts and the backfill fill a row in two steps, in either order.
            organization.Property(x => x.Version).HasDefaultValue(0L);
            organization.Property(x => x.ProfileVersion).HasDefaultValue(0L);
            organization.Property(x => x.Kind).HasMaxLength(20).HasDefaultValue("");
            organization.Property(x => x.Country).HasMaxLength(20).HasDefaultValue("");
            organization.Property(x => x.Region).HasMaxLength(40).HasDefaultValue("");
            organization.Property(x => x.Standing).HasMaxLength(20).HasDefaultValue("");
            organization.Property(x => x.PublicId).HasDefaultValueSql("gen_random_uuid()");
            organization.Property(x => x.Themes).HasDefaultValueSql("'{}'");
            organization.Property(x => x.Languages).HasDefaultValueSql("'{}'");
            organization.Property(x => x.Population).HasDefaultValue(0L);
            organization.Property(x => x.Listing).HasMaxLength(20).HasDefaultValue("");
            organization.HasIndex(x => x.PublicId).IsUnique();
        });

        model.Entity<OrganizationRole>(role =>
        {
            role.ToTable("organization_roles");
            role.HasKey(x => new { x.OrganizationId, x.PersonId, x.Role });
            role.Property(x => x.Role).HasMaxLength(40);
            role.HasIndex(x => x.PersonId);
        });

        model.Entity<HelpPreferences>(preferences =>
        {
            preferences.ToTable("preferences", table => table.HasCheckConstraint("preferences_capacity", $"capacity BETWEEN 1 AND {HelpPreferences.CapacityMax}"));
            preferences.HasKey(x => x.OrganizationId);
            preferences.Property(x => x.OrganizationId).ValueGeneratedNever();
            preferences.Property(x => x.Willing).HasDefaultValue(false);
            preferences.Property(x => x.Needs).HasDefaultValueSql("'{}'");
            preferences.Property(x => x.Offers).HasDefaultValueSql("'{}'");
            preferences.Property(x => x.Hours).HasDefaultValueSql("'{}'");
            preferences.Property(x => x.TimeZone).HasMaxLength(64).HasDefaultValue("");
            preferences.Property(x => x.Capacity).HasDefaultValue(1);
        });

        model.Entity<Limit>(limit =>
        {
            limit.ToTable("limits", table =>
            {
                table.HasCheckConstraint("limits_kind", "kind IN ('never', 'funder')");
                table.HasCheckConstraint("limits_other", "organization_id <> other_id");
            });
            limit.HasKey(x => new { x.OrganizationId, x.OtherId, x.Kind });
            limit.Property(x => x.Kind).HasMaxLength(10);
        });

        model.Entity<Round>(round =>
        {
            round.ToTable("rounds", table =>
            {
                table.HasCheckConstraint("rounds_state", "state BETWEEN 1 AND 3");
                table.HasCheckConstraint("rounds_running", "(state = 3) = (running IS NULL)");
                table.HasCheckConstraint("rounds_answer_after_opening", "answer_at > opened_at");
            });
            round.Property(x => x.Id).ValueGeneratedNever();
            round.Property(x => x.Key).HasMaxLength(OpenRound.KeyCharactersMax);
            round.HasIndex(x => x.Key).IsUnique();
            round.HasIndex(x => x.Running).IsUnique();
        });

        model.AddWork<RoundWork>("round_work").HasIndex(x => new { x.RoundId, x.Deed }).IsUnique();
        model.Entity<RoundWork>().HasOne<Round>().WithMany().HasForeignKey(x => x.RoundId);

        model.Entity<Introduction>(introduction =>
        {
            introduction.ToTable("introductions", table =>
            {
                table.HasCheckConstraint("introductions_state", "state BETWEEN 1 AND 3");
                table.HasCheckConstraint("introductions_pair_once", "first_id < second_id");
            });
            introduction.Property(x => x.Id).ValueGeneratedNever();
            introduction.HasIndex(x => new { x.RoundId, x.FirstId, x.SecondId }).IsUnique();
            introduction.HasOne<Round>().WithMany().HasForeignKey(x => x.RoundId);
        });

        model.Entity<Side>(side =>
        {
            side.ToTable("sides", table => table.HasCheckConstraint("sides_answer", "answer IN ('yes', 'not-yet', 'no')"));
            side.Property(x => x.Id).ValueGeneratedNever();
            side.Property(x => x.Answer).HasMaxLength(10);
            side.HasIndex(x => new { x.IntroductionId, x.OrganizationId }).IsUnique();
            side.HasIndex(x => x.OrganizationId);
            side.HasOne<Introduction>().WithMany().HasForeignKey(x => x.IntroductionId);
        });
    }
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class MatchmakingDbFactory : DesignTimeFactory<MatchmakingDb>
{
    protected override MatchmakingDb Create(DbContextOptions<MatchmakingDb> options) => new(options);
}
