using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Directory;
using StrongCities.Membership.Feeds;
using StrongCities.Membership.Organizations;
using StrongCities.Membership.People;
using StrongCities.Membership.Suspensions;
using StrongCities.Membership.Vetting;
using StrongCities.Outbox;

namespace StrongCities.Membership;

/// <summary>Who is in the network: applications and their cases, organizations, people and roles.</summary>
public sealed class MembershipDb(DbContextOptions<MembershipDb> options) : DbContext(options)
{
    internal DbSet<Application> Applications => Set<Application>();
    internal DbSet<ApplicationDocument> Documents => Set<ApplicationDocument>();
    internal DbSet<ApplicationToken> Tokens => Set<ApplicationToken>();
    internal DbSet<LinkRequest> LinkRequests => Set<LinkRequest>();
    internal DbSet<PrinciplesText> Principles => Set<PrinciplesText>();
    internal DbSet<CaseStep> CaseSteps => Set<CaseStep>();
    internal DbSet<Organization> Organizations => Set<Organization>();
    internal DbSet<OrganizationRole> OrganizationRoles => Set<OrganizationRole>();
    internal DbSet<ProfileEdit> ProfileEdits => Set<ProfileEdit>();
    internal DbSet<MembershipStep> MembershipSteps => Set<MembershipStep>();
    internal DbSet<Suspension> Suspensions => Set<Suspension>();
    internal DbSet<SuspensionStep> SuspensionSteps => Set<SuspensionStep>();
    internal DbSet<Person> People => Set<Person>();
    internal DbSet<NetworkRole> NetworkRoles => Set<NetworkRole>();
    internal DbSet<Feed> Feeds => Set<Feed>();
    internal DbSet<GazetteerPlace> Gazetteer => Set<GazetteerPlace>();

    /// <summary>The database's clock; inside a transaction the same instant for all that it does.</summary>
    internal Task<DateTimeOffset> NowAsync(CancellationToken stop) =>
        Database.SqlQuery<DateTimeOffset>($"SELECT now() AS \"Value\"").SingleAsync(stop);

    /// <summary>Lock, decide by the database's clock, write, commit: state, history and facts together or not at all.</summary>
    internal async Task<T> DecideAsync<T>(Func<DateTimeOffset, Task<T>> decide, CancellationToken stop)
    {
        await using var transaction = await Database.BeginTransactionAsync(stop);
        var result = await decide(await NowAsync(stop));
        await SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return result;
    }

    internal void AddStep(Application application, DateTimeOffset at, string deed, Guid? personId = null, string words = "") =>
        Add(new CaseStep { ApplicationId = application.Id, At = at, Deed = deed, PersonId = personId, State = application.State, Words = words });

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder model)
    {
        model.HasPostgresExtension("pg_trgm").HasPostgresExtension("unaccent");
        model.AddOutbox();
        model.Entity<Application>(MapApplication);
        model.Entity<ApplicationDocument>(MapDocument);
        model.Entity<ApplicationToken>(MapToken);
        model.Entity<LinkRequest>(request =>
        {
            request.ToTable("link_requests");
            request.HasIndex(x => new { x.AddressHash, x.At });
        });
        model.Entity<PrinciplesText>(text =>
        {
            text.ToTable("principles_texts");
            text.HasKey(x => new { x.Version, x.Language });
        });
        model.Entity<CaseStep>(step =>
        {
            step.ToTable("case_history");
            step.HasOne<Application>().WithMany().HasForeignKey(x => x.ApplicationId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Organization>(MapOrganization);
        model.Entity<OrganizationRole>(MapOrganizationRole);
        model.Entity<ProfileEdit>(edit =>
        {
            edit.ToTable("profile_history");
            Json(edit.Property(x => x.Changes));
            edit.HasOne<Organization>().WithMany().HasForeignKey(x => x.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<MembershipStep>(step =>
        {
            step.ToTable("membership_history");
            step.HasIndex(x => x.OrganizationId);
            step.HasIndex(x => x.PersonId);
        });
        model.Entity<Suspension>(MapSuspension);
        model.Entity<SuspensionStep>(step =>
        {
            step.ToTable("suspension_history");
            step.HasOne<Suspension>().WithMany().HasForeignKey(x => x.SuspensionId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Person>(MapPerson);
        model.Entity<NetworkRole>(role =>
        {
            role.ToTable("network_roles", table => table.HasCheckConstraint("network_roles_role", $"role IN ({List(NetworkRole.All)})"));
            role.HasKey(x => new { x.PersonId, x.Role });
            role.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Feed>(feed =>
        {
            feed.ToTable("calendar_feeds", table => table.HasCheckConstraint("calendar_feeds_hash", "octet_length(token_hash) = 32"));
            feed.HasKey(x => x.PersonId);
            feed.HasIndex(x => x.TokenHash).IsUnique();
            feed.HasOne<Person>().WithOne().HasForeignKey<Feed>(x => x.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<GazetteerPlace>(place =>
        {
            place.ToTable("gazetteer_places");
            place.HasKey(x => x.GeonamesId);
            place.Property(x => x.GeonamesId).ValueGeneratedNever();
            place.HasIndex(x => new { x.Country, x.PlainName });
        });
    }

    private static void MapApplication(EntityTypeBuilder<Application> application)
    {
        application.ToTable("applications", table =>
        {
            table.HasCheckConstraint("applications_kind", "kind IN ('city', 'cso')");
            table.HasCheckConstraint("applications_state", $"state IN ({List(ApplicationState.All)})");
            table.HasCheckConstraint("applications_hub", "hub IN ('europe', 'north-america')");
            table.HasCheckConstraint("applications_sent_is_whole",
                "state = 'draft' OR (reference IS NOT NULL AND submitted_at IS NOT NULL AND hub IS NOT NULL AND review_due_at IS NOT NULL AND principles_accepted_at IS NOT NULL)");
            table.HasCheckConstraint("applications_two_people", "decided_by IS NULL OR (recommended_by IS NOT NULL AND decided_by <> recommended_by)");
            table.HasCheckConstraint("applications_two_sides",
                "decided_by IS NULL OR NOT (reviewer_organizations && decider_organizations AND reviewer_regions && decider_regions)");
            table.HasCheckConstraint("applications_agreed", "decided_by IS NULL OR recommended_admit = (refusal_reason IS NULL)");
            table.HasCheckConstraint("applications_decided", "state NOT IN ('admitted', 'refused', 'appealed', 'appeal-refused') OR decided_by IS NOT NULL");
            table.HasCheckConstraint("applications_refusal_reason", $"refusal_reason IN ({List(RefusalReasons.TestsByReason.Keys)})");
            table.HasCheckConstraint("applications_refused_for_a_reason", "state NOT IN ('refused', 'appealed', 'appeal-refused') OR (refusal_reason IS NOT NULL AND decision_words <> '')");
            table.HasCheckConstraint("applications_principles_named",
                "refusal_reason <> 'principles' OR (refusal_principle IS NOT NULL AND refusal_conduct IS NOT NULL AND refusal_evidence IS NOT NULL)");
            table.HasCheckConstraint("applications_appeal_by_others",
                "appeal_decided_by IS NULL OR (appeal_decided_by <> recommended_by AND appeal_decided_by <> decided_by)");
            table.HasCheckConstraint("applications_admitted_has_organization", "state <> 'admitted' OR organization_id IS NOT NULL");
        });
        application.HasIndex(x => x.Reference).IsUnique();
        application.HasIndex(x => x.State);
        application.HasOne<Organization>().WithMany().HasForeignKey(x => x.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        application.HasOne<PrinciplesText>().WithMany().HasForeignKey(x => new { x.AcceptedPrinciplesVersion, x.AcceptedPrinciplesLanguage }).OnDelete(DeleteBehavior.Restrict);
        application.Ignore(x => x.IsCity).Ignore(x => x.IsOpenForReview).Ignore(x => x.IsWithApplicant).Ignore(x => x.AppealUntil).Ignore(x => x.DueAt);
        application.ComplexProperty(x => x.Answers, answers =>
        {
            answers.Property(x => x.OrganizationName).HasMaxLength(Answers.NameMax);
            answers.Property(x => x.Place).HasMaxLength(Answers.NameMax);
            answers.Property(x => x.Province).HasMaxLength(Answers.NameMax);
            answers.Property(x => x.Website).HasMaxLength(Answers.WebsiteMax);
            answers.Property(x => x.ContactName).HasMaxLength(Answers.NameMax);
            answers.Property(x => x.ContactPosition).HasMaxLength(Answers.NameMax);
            answers.Property(x => x.ContactEmail).HasMaxLength(Answers.EmailMax);
            answers.Property(x => x.Phone).HasMaxLength(Answers.PhoneMax);
            answers.Property(x => x.Motivation).HasMaxLength(Answers.MotivationMax);
            answers.Property(x => x.Referees).HasColumnType("jsonb").HasConversion(
                referees => JsonSerializer.Serialize(referees, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<List<ApplicationReferee>>(text, JsonSerializerOptions.Web)!,
                Same<ApplicationReferee>());
        });
    }

    private static void MapDocument(EntityTypeBuilder<ApplicationDocument> document)
    {
        document.ToTable("application_documents", table =>
        {
            table.HasCheckConstraint("application_documents_size", $"octet_length(content) BETWEEN 1 AND {ApplicationDocument.BytesMax} AND bytes = octet_length(content)");
            table.HasCheckConstraint("application_documents_type", "content_type IN ('application/pdf', 'image/png', 'image/jpeg')");
        });
        document.Property(x => x.FileName).HasMaxLength(100);
        document.HasOne<Application>().WithMany().HasForeignKey(x => x.ApplicationId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void MapToken(EntityTypeBuilder<ApplicationToken> token)
    {
        token.ToTable("application_tokens", table =>
        {
            table.HasCheckConstraint("application_tokens_hash", "octet_length(hash) = 32");
            table.HasCheckConstraint("application_tokens_purpose", "purpose IN ('access', 'link')");
        });
        token.HasKey(x => x.Hash);
        token.HasOne<Application>().WithMany().HasForeignKey(x => x.ApplicationId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void MapOrganization(EntityTypeBuilder<Organization> organization)
    {
        organization.ToTable("organizations", table =>
        {
            table.HasCheckConstraint("organizations_kind", "kind IN ('city', 'cso')");
            table.HasCheckConstraint("organizations_region", "region IN ('europe', 'north-america')");
            table.HasCheckConstraint("organizations_standing", $"standing IN ({List(OrganizationStanding.All)})");
            table.HasCheckConstraint("organizations_left", "(standing = 'left') = (left_at IS NOT NULL)");
            table.HasCheckConstraint("organizations_listing", $"listing IN ({List(Answers.Listings)})");
            table.HasCheckConstraint("organizations_contact_by", "contact_by IN ('nobody', 'members', 'cities')");
            table.HasCheckConstraint("organizations_audiences", $"(public_fields || member_fields) <@ ARRAY[{List(ProfileField.All)}] AND NOT (public_fields && member_fields)");
            table.HasCheckConstraint("organizations_location", "(latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL OR kind = 'city')");
        });
        organization.HasIndex(x => x.PublicId).IsUnique();
        organization.Property(x => x.Name).HasMaxLength(Answers.NameMax).UseCollation("und-x-icu");
        organization.Property(x => x.About).HasMaxLength(Organization.AboutMax);
        organization.Property(x => x.Needs).HasMaxLength(Organization.NeedsMax);
        organization.Property(x => x.PublicFields).HasDefaultValueSql($"ARRAY[{List(ProfileField.PublicAtFirst)}]");
        organization.Property(x => x.MemberFields).HasDefaultValueSql("'{}'");
        organization.Property(x => x.Offers).HasMaxLength(Organization.NeedsMax);
        organization.Ignore(x => x.IsCity).Ignore(x => x.IsListed).Ignore(x => x.ShowsPlace).Ignore(x => x.ShowsProvince)
            .Ignore(x => x.ReturnUntil);
        organization.Property(x => x.SearchText).HasComputedColumnSql(DatabaseGuards.SearchText, stored: true);
        organization.HasIndex(x => x.SearchText).HasMethod("gin").HasOperators("gin_trgm_ops");
    }

    private static void MapOrganizationRole(EntityTypeBuilder<OrganizationRole> role)
    {
        role.ToTable("organization_roles", table =>
        {
            table.HasCheckConstraint("organization_roles_role", $"role IN ({List(OrganizationRole.All)})");
            table.HasCheckConstraint("organization_roles_until", "until > granted_at");
            table.HasCheckConstraint("organization_roles_link", "(link_hash IS NULL) = (link_at IS NULL) AND octet_length(link_hash) = 32");
        });
        role.HasIndex(x => new { x.OrganizationId, x.PersonId, x.Role }).IsUnique();
        role.HasIndex(x => x.PersonId);
        role.HasIndex(x => x.LinkHash).IsUnique();
        role.Property(x => x.KnownAs).HasMaxLength(Answers.NameMax);
        role.HasOne<Organization>().WithMany().HasForeignKey(x => x.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        role.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    private static void MapSuspension(EntityTypeBuilder<Suspension> suspension)
    {
        suspension.ToTable("suspensions", table =>
        {
            table.HasCheckConstraint("suspensions_state", $"state IN ({List(SuspensionState.All)})");
            table.HasCheckConstraint("suspensions_hub", "hub IN ('europe', 'north-america')");
            table.HasCheckConstraint("suspensions_reason_named", "principle <> '' AND conduct <> '' AND evidence <> '' AND words <> ''");
            table.HasCheckConstraint("suspensions_decided", "(state = 'proposed') = (decided_by IS NULL)");
            table.HasCheckConstraint("suspensions_two_people", "decided_by <> proposed_by");
            table.HasCheckConstraint("suspensions_two_sides",
                "decided_by IS NULL OR NOT (reviewer_organizations && decider_organizations AND reviewer_regions && decider_regions)");
            table.HasCheckConstraint("suspensions_standing_before", "state IN ('proposed', 'dropped') OR standing_before IN ('member', 'paused')");
            table.HasCheckConstraint("suspensions_appeal_by_others",
                "appeal_decided_by IS NULL OR (appealed_at IS NOT NULL AND appeal_decided_by <> proposed_by AND appeal_decided_by <> decided_by)");
            table.HasCheckConstraint("suspensions_lift_by_two", "lifted_by IS NULL OR (lift_proposed_by IS NOT NULL AND lifted_by <> lift_proposed_by)");
            table.HasCheckConstraint("suspensions_lifted", "state <> 'lifted' OR lifted_by IS NOT NULL OR appeal_decided_by IS NOT NULL");
        });
        suspension.Ignore(x => x.IsInForce).Ignore(x => x.AppealUntil).Ignore(x => x.DueAt);
        suspension.HasIndex(x => x.OrganizationId).IsUnique().HasFilter($"state IN ({List(SuspensionState.Open)})");
        suspension.HasOne<Organization>().WithMany().HasForeignKey(x => x.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }

    private static void MapPerson(EntityTypeBuilder<Person> person)
    {
        person.ToTable("people", table =>
        {
            table.HasCheckConstraint("people_language", $"language IN ({List(Person.OfferedLanguages)})");
            table.HasCheckConstraint("people_email_key", "(email IS NULL) = (email_key IS NULL)");
        });
        person.HasIndex(x => x.EmailKey).IsUnique();
        person.Property(x => x.Name).HasMaxLength(Answers.NameMax);
        person.Property(x => x.Email).HasMaxLength(Answers.EmailMax);
    }

    private static void Json<TItem>(PropertyBuilder<List<TItem>> property) => property.HasColumnType("jsonb").HasConversion(
        items => JsonSerializer.Serialize(items, JsonSerializerOptions.Web),
        text => JsonSerializer.Deserialize<List<TItem>>(text, JsonSerializerOptions.Web)!,
        Same<TItem>());

    private static ValueComparer<List<TItem>> Same<TItem>() =>
        new((left, right) => left!.SequenceEqual(right!), items => items.Count, items => items.ToList());

    private static string List(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"'{value}'"));
}

/// <summary>Lets <c>dotnet ef</c> read the model without a host.</summary>
internal sealed class MembershipDbFactory : DesignTimeFactory<MembershipDb>
{
    protected override MembershipDb Create(Microsoft.EntityFrameworkCore.DbContextOptions<MembershipDb> options) => new(options);
}
