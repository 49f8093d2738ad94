using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace StrongCities.Training.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "admission_answers",
                columns: table => new
                {
                    caller = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<short>(type: "smallint", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reference = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    number = table.Column<int>(type: "integer", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_answers", x => new { x.caller, x.key });
                });

            migrationBuilder.CreateTable(
                name: "admission_offerings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opens_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    seats_per_entry_max = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    kept_free = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    last_sequence = table.Column<long>(type: "bigint", nullable: false),
                    called_off = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_offerings", x => x.id);
                    table.CheckConstraint("ck_admission_offerings_limit", "seats_per_entry_max >= 1");
                    table.CheckConstraint("ck_admission_offerings_seats", "taken >= 0 and kept_free >= 0 and taken + kept_free <= capacity");
                    table.CheckConstraint("ck_admission_offerings_waiting", "waiting >= 0");
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 10);

            migrationBuilder.CreateTable(
                name: "courses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    title = table.Column<string>(type: "jsonb", nullable: false),
                    summary = table.Column<string>(type: "jsonb", nullable: false),
                    theme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    level = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_courses", x => x.id);
                    table.CheckConstraint("courses_published", "state = 1 OR published_at IS NOT NULL");
                    table.CheckConstraint("courses_state", "state BETWEEN 1 AND 3");
                    table.CheckConstraint("courses_titled", "title <> '{}'::jsonb AND summary <> '{}'::jsonb");
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
                name: "member_organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    country = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    region = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    standing = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_organizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_roles",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<bool>(type: "boolean", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_roles", x => new { x.organization_id, x.person_id, x.role });
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
                name: "seats_to_give_back",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    next_try = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    claimed_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    claim = table.Column<Guid>(type: "uuid", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    gave_up_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    trace_state = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seats_to_give_back", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "admission_agreements",
                columns: table => new
                {
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    leaving_id = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_agreements", x => new { x.offering_id, x.person_id, x.leaving_id });
                    table.ForeignKey(
                        name: "fk_admission_agreements_admission_offerings_offering_id",
                        column: x => x.offering_id,
                        principalTable: "admission_offerings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admission_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    track = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    min_seats = table.Column<int>(type: "integer", nullable: false),
                    max_seats = table.Column<int>(type: "integer", nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    groups = table.Column<string[]>(type: "text[]", nullable: false),
                    people = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    registered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    held_from = table.Column<short>(type: "smallint", nullable: true),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<short>(type: "smallint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_entries", x => x.id);
                    table.CheckConstraint("ck_admission_entries_held", "(state = 4) = (held_until is not null) and (state = 4) = (held_from is not null)");
                    table.CheckConstraint("ck_admission_entries_range", "min_seats >= 1 and max_seats >= min_seats");
                    table.CheckConstraint("ck_admission_entries_seats", "case when state in (2, 3) then seats between min_seats and max_seats\n     when state = 4 then case held_from when 1 then seats = 0 else seats between min_seats and max_seats end\n     else seats = 0 end");
                    table.ForeignKey(
                        name: "fk_admission_entries_admission_offerings_offering_id",
                        column: x => x.offering_id,
                        principalTable: "admission_offerings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admission_groups",
                columns: table => new
                {
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ceiling = table.Column<int>(type: "integer", nullable: true),
                    floor = table.Column<int>(type: "integer", nullable: false),
                    releases_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_groups", x => new { x.offering_id, x.name });
                    table.CheckConstraint("ck_admission_groups_taken", "taken >= 0 and floor >= 0 and (ceiling is null or taken <= ceiling)");
                    table.ForeignKey(
                        name: "fk_admission_groups_admission_offerings_offering_id",
                        column: x => x.offering_id,
                        principalTable: "admission_offerings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admission_labels",
                columns: table => new
                {
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_labels", x => new { x.offering_id, x.version });
                    table.CheckConstraint("ck_admission_labels_version", "version >= 1");
                    table.ForeignKey(
                        name: "fk_admission_labels_admission_offerings_offering_id",
                        column: x => x.offering_id,
                        principalTable: "admission_offerings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admission_moves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    group_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    claimed_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_moves", x => x.id);
                    table.ForeignKey(
                        name: "fk_admission_moves_admission_offerings_offering_id",
                        column: x => x.offering_id,
                        principalTable: "admission_offerings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gatherings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    series = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    title = table.Column<string>(type: "jsonb", nullable: false),
                    summary = table.Column<string>(type: "jsonb", nullable: false),
                    starts_local = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    ends_local = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    time_zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    host_city = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    venue = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    format = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    cancelled_words = table.Column<string>(type: "jsonb", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    kind = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: true),
                    language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: true),
                    trainers = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gatherings", x => x.id);
                    table.CheckConstraint("gatherings_cohort", "course_id IS NOT NULL AND language IS NOT NULL AND trainers IS NOT NULL");
                    table.CheckConstraint("gatherings_end_after_start", "ends_at > starts_at");
                    table.CheckConstraint("gatherings_published", "state <> 2 OR published_at IS NOT NULL");
                    table.CheckConstraint("gatherings_state", "state BETWEEN 1 AND 3");
                    table.CheckConstraint("gatherings_titled", "title <> '{}'::jsonb");
                    table.ForeignKey(
                        name: "fk_gatherings_courses_course_id",
                        column: x => x.course_id,
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admission_offers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deadline = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_offers", x => x.id);
                    table.CheckConstraint("ck_admission_offers_seats", "seats >= 1");
                    table.ForeignKey(
                        name: "fk_admission_offers_admission_entries_entry_id",
                        column: x => x.entry_id,
                        principalTable: "admission_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admission_people",
                columns: table => new
                {
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    named_by = table.Column<Guid>(type: "uuid", nullable: false),
                    named_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    agreed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    link_hash = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_people", x => new { x.offering_id, x.person_id });
                    table.CheckConstraint("ck_admission_people_link", "length(link_hash) = 32");
                    table.ForeignKey(
                        name: "fk_admission_people_admission_entries_entry_id",
                        column: x => x.entry_id,
                        principalTable: "admission_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "calendar_entries",
                columns: table => new
                {
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    uid = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_entries", x => x.registration_id);
                    table.ForeignKey(
                        name: "fk_calendar_entries_admission_entries_registration_id",
                        column: x => x.registration_id,
                        principalTable: "admission_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "named_in_reports",
                columns: table => new
                {
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_named_in_reports", x => x.registration_id);
                    table.ForeignKey(
                        name: "fk_named_in_reports_admission_entries_registration_id",
                        column: x => x.registration_id,
                        principalTable: "admission_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "admission_acknowledgements",
                columns: table => new
                {
                    offering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admission_acknowledgements", x => new { x.offering_id, x.person_id, x.version });
                    table.ForeignKey(
                        name: "fk_admission_acknowledgements_admission_labels_offering_id_ver",
                        columns: x => new { x.offering_id, x.version },
                        principalTable: "admission_labels",
                        principalColumns: new[] { "offering_id", "version" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gathering_moves",
                columns: table => new
                {
                    gathering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_sequence = table.Column<long>(type: "bigint", nullable: false),
                    was = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gathering_moves", x => new { x.gathering_id, x.number });
                    table.CheckConstraint("gathering_moves_number", "number >= 1");
                    table.ForeignKey(
                        name: "fk_gathering_moves_gatherings_gathering_id",
                        column: x => x.gathering_id,
                        principalTable: "gatherings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    gathering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    findings = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => x.gathering_id);
                    table.CheckConstraint("reports_changed_after_publication", "changed_at IS NULL OR (published_at IS NOT NULL AND changed_at >= published_at)");
                    table.CheckConstraint("reports_written", "findings <> '{}'::jsonb");
                    table.ForeignKey(
                        name: "fk_reports_gatherings_gathering_id",
                        column: x => x.gathering_id,
                        principalTable: "gatherings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    gathering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "jsonb", nullable: false),
                    track = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    starts_local = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    ends_local = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    called_off = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.CheckConstraint("sessions_end_after_start", "ends_at > starts_at");
                    table.ForeignKey(
                        name: "fk_sessions_gatherings_gathering_id",
                        column: x => x.gathering_id,
                        principalTable: "gatherings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "offer_links",
                columns: table => new
                {
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offer_links", x => x.offer_id);
                    table.CheckConstraint("offer_links_sha256", "length(token_hash) = 32");
                    table.ForeignKey(
                        name: "fk_offer_links_admission_offers_offer_id",
                        column: x => x.offer_id,
                        principalTable: "admission_offers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reconfirmations",
                columns: table => new
                {
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    gathering_id = table.Column<Guid>(type: "uuid", nullable: false),
                    move = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconfirmations", x => x.registration_id);
                    table.ForeignKey(
                        name: "fk_reconfirmations_admission_entries_registration_id",
                        column: x => x.registration_id,
                        principalTable: "admission_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_reconfirmations_gathering_moves_gathering_id_move",
                        columns: x => new { x.gathering_id, x.move },
                        principalTable: "gathering_moves",
                        principalColumns: new[] { "gathering_id", "number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_admission_acknowledgements_offering_id_version",
                table: "admission_acknowledgements",
                columns: new[] { "offering_id", "version" });

            migrationBuilder.CreateIndex(
                name: "ix_admission_answers_answered_at",
                table: "admission_answers",
                column: "answered_at");

            migrationBuilder.CreateIndex(
                name: "ix_admission_entries_organization_id",
                table: "admission_entries",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_admission_entries_reference",
                table: "admission_entries",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_admission_entries_active",
                table: "admission_entries",
                columns: new[] { "offering_id", "organization_id", "track" },
                unique: true,
                filter: "state in (1, 2, 3, 4)");

            migrationBuilder.CreateIndex(
                name: "ux_admission_entries_waiting",
                table: "admission_entries",
                columns: new[] { "offering_id", "sequence" },
                unique: true,
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_admission_moves_due_at",
                table: "admission_moves",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_admission_moves_offering_id",
                table: "admission_moves",
                column: "offering_id");

            migrationBuilder.CreateIndex(
                name: "ix_admission_offers_entry_id",
                table: "admission_offers",
                column: "entry_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_admission_people_entry_id",
                table: "admission_people",
                column: "entry_id");

            migrationBuilder.CreateIndex(
                name: "ix_admission_people_link_hash",
                table: "admission_people",
                column: "link_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_admission_people_person_id",
                table: "admission_people",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_entries_uid",
                table: "calendar_entries",
                column: "uid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_courses_state_theme",
                table: "courses",
                columns: new[] { "state", "theme" });

            migrationBuilder.CreateIndex(
                name: "ix_gatherings_course_id",
                table: "gatherings",
                column: "course_id");

            migrationBuilder.CreateIndex(
                name: "ix_gatherings_state_ends_at",
                table: "gatherings",
                columns: new[] { "state", "ends_at" });

            migrationBuilder.CreateIndex(
                name: "ix_offer_links_token_hash",
                table: "offer_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_roles_person_id",
                table: "organization_roles",
                column: "person_id");

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
                name: "ix_reconfirmations_gathering_id_move",
                table: "reconfirmations",
                columns: new[] { "gathering_id", "move" });

            migrationBuilder.CreateIndex(
                name: "seats_to_give_back_open",
                table: "seats_to_give_back",
                columns: new[] { "next_try", "created_at" },
                filter: "done_at IS NULL AND gave_up_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_gathering_id",
                table: "sessions",
                column: "gathering_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "admission_acknowledgements");

            migrationBuilder.DropTable(
                name: "admission_agreements");

            migrationBuilder.DropTable(
                name: "admission_answers");

            migrationBuilder.DropTable(
                name: "admission_groups");

            migrationBuilder.DropTable(
                name: "admission_moves");

            migrationBuilder.DropTable(
                name: "admission_people");

            migrationBuilder.DropTable(
                name: "calendar_entries");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "member_organizations");

            migrationBuilder.DropTable(
                name: "named_in_reports");

            migrationBuilder.DropTable(
                name: "offer_links");

            migrationBuilder.DropTable(
                name: "organization_roles");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "reconfirmations");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "seats_to_give_back");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "admission_labels");

            migrationBuilder.DropTable(
                name: "admission_offers");

            migrationBuilder.DropTable(
                name: "gathering_moves");

            migrationBuilder.DropTable(
                name: "admission_entries");

            migrationBuilder.DropTable(
                name: "gatherings");

            migrationBuilder.DropTable(
                name: "admission_offerings");

            migrationBuilder.DropTable(
                name: "courses");
        }
    }
}
