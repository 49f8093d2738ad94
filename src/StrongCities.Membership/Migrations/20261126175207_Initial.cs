using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace StrongCities.Membership.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .Annotation("Npgsql:PostgresExtension:unaccent", ",,");

            migrationBuilder.Sql(DatabaseGuards.Functions);

            migrationBuilder.CreateTable(
                name: "gazetteer_places",
                columns: table => new
                {
                    geonames_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    plain_name = table.Column<string>(type: "text", nullable: false),
                    country = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: false),
                    longitude = table.Column<double>(type: "double precision", nullable: false),
                    population = table.Column<long>(type: "bigint", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gazetteer_places", x => x.geonames_id);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    handled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => new { x.message_id, x.consumer });
                });

            migrationBuilder.CreateTable(
                name: "link_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    address_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_link_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "membership_history",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    deed = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    what = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_membership_history", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    public_id = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "und-x-icu"),
                    country = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    province = table.Column<string>(type: "text", nullable: false),
                    form = table.Column<string>(type: "text", nullable: false),
                    standing = table.Column<string>(type: "text", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    profile_version = table.Column<long>(type: "bigint", nullable: false),
                    member_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    themes = table.Column<string[]>(type: "text[]", nullable: false),
                    languages = table.Column<string[]>(type: "text[]", nullable: false),
                    population = table.Column<long>(type: "bigint", nullable: false),
                    website = table.Column<string>(type: "text", nullable: false),
                    domain = table.Column<string>(type: "text", nullable: false),
                    about = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    about_language = table.Column<string>(type: "text", nullable: false),
                    needs = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    offers = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    contact_by = table.Column<string>(type: "text", nullable: false),
                    public_fields = table.Column<string[]>(type: "text[]", nullable: false, defaultValueSql: "ARRAY['themes', 'languages', 'population', 'website', 'about']"),
                    member_fields = table.Column<string[]>(type: "text[]", nullable: false, defaultValueSql: "'{}'"),
                    listing = table.Column<string>(type: "text", nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    search_text = table.Column<string>(type: "text", nullable: false, computedColumnSql: "simple_text(name || ' ' || CASE WHEN kind = 'city' OR listing = 'town' THEN place ELSE '' END || ' ' || CASE WHEN kind = 'city' OR listing IN ('town', 'region') THEN province ELSE '' END)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations", x => x.id);
                    table.CheckConstraint("organizations_audiences", "(public_fields || member_fields) <@ ARRAY['themes', 'languages', 'population', 'website', 'about', 'needs', 'offers'] AND NOT (public_fields && member_fields)");
                    table.CheckConstraint("organizations_contact_by", "contact_by IN ('nobody', 'members', 'cities')");
                    table.CheckConstraint("organizations_kind", "kind IN ('city', 'cso')");
                    table.CheckConstraint("organizations_left", "(standing = 'left') = (left_at IS NOT NULL)");
                    table.CheckConstraint("organizations_listing", "listing IN ('unlisted', 'country', 'region', 'town')");
                    table.CheckConstraint("organizations_location", "(latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL OR kind = 'city')");
                    table.CheckConstraint("organizations_region", "region IN ('europe', 'north-america')");
                    table.CheckConstraint("organizations_standing", "standing IN ('prospect', 'member', 'paused', 'suspended', 'left')");
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    trace_state = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    next_try = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    email_key = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => x.id);
                    table.CheckConstraint("people_email_key", "(email IS NULL) = (email_key IS NULL)");
                    table.CheckConstraint("people_language", "language IN ('en', 'fr')");
                });

            migrationBuilder.CreateTable(
                name: "principles_texts",
                columns: table => new
                {
                    version = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_principles_texts", x => new { x.version, x.language });
                });

            migrationBuilder.CreateTable(
                name: "profile_history",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_profile_history", x => x.id);
                    table.ForeignKey(
                        name: "fk_profile_history_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "suspensions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    hub = table.Column<string>(type: "text", nullable: false),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reviewer_organizations = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    reviewer_regions = table.Column<string[]>(type: "text[]", nullable: false),
                    principle = table.Column<string>(type: "text", nullable: false),
                    conduct = table.Column<string>(type: "text", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    decision_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_hub = table.Column<string>(type: "text", nullable: true),
                    decider_organizations = table.Column<Guid[]>(type: "uuid[]", nullable: true),
                    decider_regions = table.Column<string[]>(type: "text[]", nullable: true),
                    standing_before = table.Column<string>(type: "text", nullable: true),
                    appealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    appeal_words = table.Column<string>(type: "text", nullable: true),
                    appeal_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    appeal_decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    appeal_decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    appeal_decision_words = table.Column<string>(type: "text", nullable: true),
                    lift_proposed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    lift_proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lift_words = table.Column<string>(type: "text", nullable: true),
                    lift_organizations = table.Column<Guid[]>(type: "uuid[]", nullable: true),
                    lift_regions = table.Column<string[]>(type: "text[]", nullable: true),
                    lifted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    lifted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suspensions", x => x.id);
                    table.CheckConstraint("suspensions_appeal_by_others", "appeal_decided_by IS NULL OR (appealed_at IS NOT NULL AND appeal_decided_by <> proposed_by AND appeal_decided_by <> decided_by)");
                    table.CheckConstraint("suspensions_decided", "(state = 'proposed') = (decided_by IS NULL)");
                    table.CheckConstraint("suspensions_hub", "hub IN ('europe', 'north-america')");
                    table.CheckConstraint("suspensions_lift_by_two", "lifted_by IS NULL OR (lift_proposed_by IS NOT NULL AND lifted_by <> lift_proposed_by)");
                    table.CheckConstraint("suspensions_lifted", "state <> 'lifted' OR lifted_by IS NOT NULL OR appeal_decided_by IS NOT NULL");
                    table.CheckConstraint("suspensions_reason_named", "principle <> '' AND conduct <> '' AND evidence <> '' AND words <> ''");
                    table.CheckConstraint("suspensions_standing_before", "state IN ('proposed', 'dropped') OR standing_before IN ('member', 'paused')");
                    table.CheckConstraint("suspensions_state", "state IN ('proposed', 'dropped', 'suspended', 'appealed', 'appeal-refused', 'lifted')");
                    table.CheckConstraint("suspensions_two_people", "decided_by <> proposed_by");
                    table.CheckConstraint("suspensions_two_sides", "decided_by IS NULL OR NOT (reviewer_organizations && decider_organizations AND reviewer_regions && decider_regions)");
                    table.ForeignKey(
                        name: "fk_suspensions_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_on = table.Column<DateOnly>(type: "date", nullable: false),
                    last_read_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feeds", x => x.person_id);
                    table.CheckConstraint("calendar_feeds_hash", "octet_length(token_hash) = 32");
                    table.ForeignKey(
                        name: "fk_calendar_feeds_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "network_roles",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_network_roles", x => new { x.person_id, x.role });
                    table.CheckConstraint("network_roles_role", "role IN ('staff', 'reviewer', 'decider', 'trainer', 'operator')");
                    table.ForeignKey(
                        name: "fk_network_roles_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "organization_roles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<bool>(type: "boolean", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    known_as = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    registered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    agreed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    link_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    link_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_roles", x => x.id);
                    table.CheckConstraint("organization_roles_link", "(link_hash IS NULL) = (link_at IS NULL) AND octet_length(link_hash) = 32");
                    table.CheckConstraint("organization_roles_role", "role IN ('elected', 'focal-point', 'practitioner', 'finance')");
                    table.CheckConstraint("organization_roles_until", "until > granted_at");
                    table.ForeignKey(
                        name: "fk_organization_roles_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_organization_roles_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "applications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    waiting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reference = table.Column<string>(type: "text", nullable: true),
                    submit_key = table.Column<string>(type: "text", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    accepted_principles_version = table.Column<string>(type: "text", nullable: true),
                    accepted_principles_language = table.Column<string>(type: "text", nullable: true),
                    principles_accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hub = table.Column<string>(type: "text", nullable: true),
                    times_moved = table.Column<int>(type: "integer", nullable: false),
                    review_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    questions_asked = table.Column<int>(type: "integer", nullable: false),
                    question = table.Column<string>(type: "text", nullable: true),
                    question_asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    first_question_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recommended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    recommended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recommended_admit = table.Column<bool>(type: "boolean", nullable: true),
                    recommendation_words = table.Column<string>(type: "text", nullable: true),
                    recommended_reason = table.Column<string>(type: "text", nullable: true),
                    @checked = table.Column<string[]>(name: "checked", type: "text[]", nullable: false),
                    reviewer_organizations = table.Column<Guid[]>(type: "uuid[]", nullable: true),
                    reviewer_regions = table.Column<string[]>(type: "text[]", nullable: true),
                    decision_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_hub = table.Column<string>(type: "text", nullable: true),
                    refusal_reason = table.Column<string>(type: "text", nullable: true),
                    decision_words = table.Column<string>(type: "text", nullable: true),
                    refusal_principle = table.Column<string>(type: "text", nullable: true),
                    refusal_conduct = table.Column<string>(type: "text", nullable: true),
                    refusal_evidence = table.Column<string>(type: "text", nullable: true),
                    decider_organizations = table.Column<Guid[]>(type: "uuid[]", nullable: true),
                    decider_regions = table.Column<string[]>(type: "text[]", nullable: true),
                    appealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    appeal_words = table.Column<string>(type: "text", nullable: true),
                    appeal_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    appeal_decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    appeal_decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    appeal_decision_words = table.Column<string>(type: "text", nullable: true),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    mail_bounced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answers_chosen_themes = table.Column<string[]>(type: "text[]", nullable: false),
                    answers_contact_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    answers_contact_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answers_contact_position = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answers_country = table.Column<string>(type: "text", nullable: false),
                    answers_evidence = table.Column<string>(type: "text", nullable: false),
                    answers_form = table.Column<string>(type: "text", nullable: false),
                    answers_listing = table.Column<string>(type: "text", nullable: false),
                    answers_motivation = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    answers_organization_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answers_phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answers_place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answers_population = table.Column<long>(type: "bigint", nullable: false),
                    answers_principles_version = table.Column<string>(type: "text", nullable: false),
                    answers_province = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answers_referees = table.Column<string>(type: "jsonb", nullable: false),
                    answers_tell_own_city = table.Column<bool>(type: "boolean", nullable: false),
                    answers_website = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    answers_working_languages = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_applications", x => x.id);
                    table.CheckConstraint("applications_admitted_has_organization", "state <> 'admitted' OR organization_id IS NOT NULL");
                    table.CheckConstraint("applications_agreed", "decided_by IS NULL OR recommended_admit = (refusal_reason IS NULL)");
                    table.CheckConstraint("applications_appeal_by_others", "appeal_decided_by IS NULL OR (appeal_decided_by <> recommended_by AND appeal_decided_by <> decided_by)");
                    table.CheckConstraint("applications_decided", "state NOT IN ('admitted', 'refused', 'appealed', 'appeal-refused') OR decided_by IS NOT NULL");
                    table.CheckConstraint("applications_hub", "hub IN ('europe', 'north-america')");
                    table.CheckConstraint("applications_kind", "kind IN ('city', 'cso')");
                    table.CheckConstraint("applications_principles_named", "refusal_reason <> 'principles' OR (refusal_principle IS NOT NULL AND refusal_conduct IS NOT NULL AND refusal_evidence IS NOT NULL)");
                    table.CheckConstraint("applications_refusal_reason", "refusal_reason IN ('incomplete', 'not-eligible-kind', 'identity-not-confirmed', 'principles', 'duplicate-member')");
                    table.CheckConstraint("applications_refused_for_a_reason", "state NOT IN ('refused', 'appealed', 'appeal-refused') OR (refusal_reason IS NOT NULL AND decision_words <> '')");
                    table.CheckConstraint("applications_sent_is_whole", "state = 'draft' OR (reference IS NOT NULL AND submitted_at IS NOT NULL AND hub IS NOT NULL AND review_due_at IS NOT NULL AND principles_accepted_at IS NOT NULL)");
                    table.CheckConstraint("applications_state", "state IN ('draft', 'submitted', 'under-review', 'question', 'recommended', 'admitted', 'refused', 'appealed', 'appeal-refused')");
                    table.CheckConstraint("applications_two_people", "decided_by IS NULL OR (recommended_by IS NOT NULL AND decided_by <> recommended_by)");
                    table.CheckConstraint("applications_two_sides", "decided_by IS NULL OR NOT (reviewer_organizations && decider_organizations AND reviewer_regions && decider_regions)");
                    table.ForeignKey(
                        name: "fk_applications_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_applications_principles_texts_accepted_principles_version_a",
                        columns: x => new { x.accepted_principles_version, x.accepted_principles_language },
                        principalTable: "principles_texts",
                        principalColumns: new[] { "version", "language" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "suspension_history",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    suspension_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    deed = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suspension_history", x => x.id);
                    table.ForeignKey(
                        name: "fk_suspension_history_suspensions_suspension_id",
                        column: x => x.suspension_id,
                        principalTable: "suspensions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "application_documents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    application_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_application_documents", x => x.id);
                    table.CheckConstraint("application_documents_size", "octet_length(content) BETWEEN 1 AND 5242880 AND bytes = octet_length(content)");
                    table.CheckConstraint("application_documents_type", "content_type IN ('application/pdf', 'image/png', 'image/jpeg')");
                    table.ForeignKey(
                        name: "fk_application_documents_applications_application_id",
                        column: x => x.application_id,
                        principalTable: "applications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "application_tokens",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    application_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_application_tokens", x => x.hash);
                    table.CheckConstraint("application_tokens_hash", "octet_length(hash) = 32");
                    table.CheckConstraint("application_tokens_purpose", "purpose IN ('access', 'link')");
                    table.ForeignKey(
                        name: "fk_application_tokens_applications_application_id",
                        column: x => x.application_id,
                        principalTable: "applications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_history",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    application_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    deed = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_history", x => x.id);
                    table.ForeignKey(
                        name: "fk_case_history_applications_application_id",
                        column: x => x.application_id,
                        principalTable: "applications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_application_documents_application_id",
                table: "application_documents",
                column: "application_id");

            migrationBuilder.CreateIndex(
                name: "ix_application_tokens_application_id",
                table: "application_tokens",
                column: "application_id");

            migrationBuilder.CreateIndex(
                name: "ix_applications_accepted_principles_version_accepted_principle",
                table: "applications",
                columns: new[] { "accepted_principles_version", "accepted_principles_language" });

            migrationBuilder.CreateIndex(
                name: "ix_applications_organization_id",
                table: "applications",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_applications_reference",
                table: "applications",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_applications_state",
                table: "applications",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_token_hash",
                table: "calendar_feeds",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_history_application_id",
                table: "case_history",
                column: "application_id");

            migrationBuilder.CreateIndex(
                name: "ix_gazetteer_places_country_plain_name",
                table: "gazetteer_places",
                columns: new[] { "country", "plain_name" });

            migrationBuilder.CreateIndex(
                name: "ix_link_requests_address_hash_at",
                table: "link_requests",
                columns: new[] { "address_hash", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_membership_history_organization_id",
                table: "membership_history",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_membership_history_person_id",
                table: "membership_history",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_organization_roles_link_hash",
                table: "organization_roles",
                column: "link_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_roles_organization_id_person_id_role",
                table: "organization_roles",
                columns: new[] { "organization_id", "person_id", "role" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_roles_person_id",
                table: "organization_roles",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_public_id",
                table: "organizations",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organizations_search_text",
                table: "organizations",
                column: "search_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "outbox_held_keys",
                table: "outbox",
                column: "key",
                filter: "next_try IS NOT NULL AND parked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "outbox_waiting",
                table: "outbox",
                column: "seq",
                filter: "parked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_people_email_key",
                table: "people",
                column: "email_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_profile_history_organization_id",
                table: "profile_history",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_suspension_history_suspension_id",
                table: "suspension_history",
                column: "suspension_id");

            migrationBuilder.CreateIndex(
                name: "ix_suspensions_organization_id",
                table: "suspensions",
                column: "organization_id",
                unique: true,
                filter: "state IN ('proposed', 'suspended', 'appealed', 'appeal-refused')");

            migrationBuilder.Sql(DatabaseGuards.Histories);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "application_documents");

            migrationBuilder.DropTable(
                name: "application_tokens");

            migrationBuilder.DropTable(
                name: "calendar_feeds");

            migrationBuilder.DropTable(
                name: "case_history");

            migrationBuilder.DropTable(
                name: "gazetteer_places");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "link_requests");

            migrationBuilder.DropTable(
                name: "membership_history");

            migrationBuilder.DropTable(
                name: "network_roles");

            migrationBuilder.DropTable(
                name: "organization_roles");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "profile_history");

            migrationBuilder.DropTable(
                name: "suspension_history");

            migrationBuilder.DropTable(
                name: "applications");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "suspensions");

            migrationBuilder.DropTable(
                name: "principles_texts");

            migrationBuilder.DropTable(
                name: "organizations");

            migrationBuilder.Sql("DROP FUNCTION simple_text; DROP FUNCTION refuse_history_change;");
        }
    }
}
