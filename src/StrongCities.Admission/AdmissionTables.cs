using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission;

/// <summary>The ledger's tables in the caller's own database. Rows are changed by the ledger alone; the caller adds offerings and reads.</summary>
public static class AdmissionTables
{
    internal const string EntryKey = "pk_admission_entries";

    /// <summary>Adds the tables <c>admission_*</c> with the constraints that make the rules true whatever the code does.</summary>
    public static ModelBuilder AddAdmission(this ModelBuilder model)
    {
        model.Entity<Offering>(offering =>
        {
            offering.ToTable("admission_offerings", table =>
            {
                table.HasCheckConstraint("ck_admission_offerings_seats", "taken >= 0 and kept_free >= 0 and taken + kept_free <= capacity");
                table.HasCheckConstraint("ck_admission_offerings_waiting", "waiting >= 0");
                table.HasCheckConstraint("ck_admission_offerings_limit", "seats_per_entry_max >= 1");
            });
            offering.HasKey(o => o.Id);
            offering.Property(o => o.Id).ValueGeneratedNever();
            offering.Ignore(o => o.Groups);
            offering.Ignore(o => o.Free);
            // Every batch rewrites this row: room on its page keeps the update from touching an index.
            offering.HasStorageParameter("fillfactor", 10);
        });

        model.Entity<OfferingGroup>(group =>
        {
            group.ToTable("admission_groups", table =>
                table.HasCheckConstraint("ck_admission_groups_taken", "taken >= 0 and floor >= 0 and (ceiling is null or taken <= ceiling)"));
            group.HasKey(g => new { g.OfferingId, g.Name });
            group.Property(g => g.Name).HasMaxLength(40);
            group.Ignore(g => g.KeptFree);
            group.HasOne<Offering>().WithMany().HasForeignKey(g => g.OfferingId);
        });

        model.Entity<Entry>(entry =>
        {
            entry.ToTable("admission_entries", table =>
            {
                table.HasCheckConstraint("ck_admission_entries_range", "min_seats >= 1 and max_seats >= min_seats");
                table.HasCheckConstraint("ck_admission_entries_seats", """
                    case when state in (2, 3) then seats between min_seats and max_seats
                         when state = 4 then case held_from when 1 then seats = 0 else seats between min_seats and max_seats end
                         else seats = 0 end
                    """);
                table.HasCheckConstraint("ck_admission_entries_held", "(state = 4) = (held_until is not null) and (state = 4) = (held_from is not null)");
            });
            entry.HasKey(e => e.Id).HasName(EntryKey);
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.Track).HasMaxLength(40);
            entry.Property(e => e.Reference).HasMaxLength(12);
            entry.Property(e => e.Zone).HasMaxLength(60);
            entry.Ignore(e => e.IsActive);
            entry.HasIndex(e => e.Reference).IsUnique();
            entry.HasIndex(e => new { e.OfferingId, e.OrganizationId, e.Track }).IsUnique().HasFilter("state in (1, 2, 3, 4)").HasDatabaseName("ux_admission_entries_active");
            entry.HasIndex(e => new { e.OfferingId, e.Sequence }).IsUnique().HasFilter("state = 1").HasDatabaseName("ux_admission_entries_waiting");
            entry.HasIndex(e => e.OrganizationId);
            entry.HasOne<Offering>().WithMany().HasForeignKey(e => e.OfferingId);
        });

        model.Entity<SeatOffer>(offer =>
        {
            offer.ToTable("admission_offers", table => table.HasCheckConstraint("ck_admission_offers_seats", "seats >= 1"));
            offer.HasKey(o => o.Id);
            offer.Property(o => o.Id).ValueGeneratedNever();
            // Declining or lapsing ends an entry, so it is offered seats once.
            offer.HasIndex(o => o.EntryId).IsUnique();
            offer.HasOne<Entry>().WithMany().HasForeignKey(o => o.EntryId);
        });

        model.Entity<NamedPerson>(person =>
        {
            person.ToTable("admission_people", table => table.HasCheckConstraint("ck_admission_people_link", "length(link_hash) = 32"));
            person.HasKey(p => new { p.OfferingId, p.PersonId });
            person.HasIndex(p => p.EntryId);
            person.HasIndex(p => p.PersonId);
            person.HasIndex(p => p.LinkHash).IsUnique();
            person.HasOne<Entry>().WithMany().HasForeignKey(p => p.EntryId);
        });

        model.Entity<TimedMove>(move =>
        {
            move.ToTable("admission_moves");
            move.HasKey(m => m.Id);
            move.Property(m => m.Id).ValueGeneratedNever();
            move.Property(m => m.GroupName).HasMaxLength(40);
            move.HasIndex(m => m.DueAt);
            move.HasOne<Offering>().WithMany().HasForeignKey(m => m.OfferingId);
        });

        model.Entity<KeptAnswer>(answer =>
        {
            answer.ToTable("admission_answers");
            answer.HasKey(a => new { a.Caller, a.Key });
            answer.Property(a => a.Key).HasMaxLength(100);
            answer.Property(a => a.Kind).HasMaxLength(40);
            answer.Property(a => a.Reason).HasMaxLength(60);
            answer.Property(a => a.Reference).HasMaxLength(12);
            answer.HasIndex(a => a.AnsweredAt);
        });
        return model;
    }

    /// <summary>
    /// Adds a new offering to the caller's unit of work; saved with it. Groups with a floor belong to one family. Throws when the reservations exceed the capacity
    /// or a group's name is not valid. From then on only the ledger changes it.
    /// </summary>
    public static void AddOffering(this DbContext db, Offering offering)
    {
        if (offering.Groups.FirstOrDefault(g => !GroupName.IsValid(g.Name)) is { } invalid)
        {
            throw new ArgumentException($"The group name '{invalid.Name}' is not valid.", nameof(offering));
        }

        var counted = (offering with { Groups = [.. offering.Groups.Select(g => g with { OfferingId = offering.Id, Taken = 0 })], Taken = 0, Waiting = 0, LastSequence = 0 }).Counted();
        ArgumentOutOfRangeException.ThrowIfNegative(counted.Free, nameof(offering));
        db.Add(counted);
        db.AddRange(counted.Groups);
        db.AddRange(counted.Groups.Where(g => g.Floor > 0 && g.ReleasesAt is not null).Select(g => new TimedMove
        {
            Id = Guid.CreateVersion7(),
            OfferingId = offering.Id,
            Kind = TimedMoveKind.ReleaseReservation,
            GroupName = g.Name,
            DueAt = g.ReleasesAt!.Value,
        }));
    }
}

/// <summary>A person named for a seat; the primary key lets nobody sit twice in one offering.</summary>
public sealed record NamedPerson
{
    /// <summary>The offering.</summary>
    public required Guid OfferingId { get; init; }

    /// <summary>The person.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The active entry that names the person.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Who named the person.</summary>
    public required Guid NamedBy { get; init; }

    /// <summary>When (the database's clock).</summary>
    public required DateTimeOffset NamedAt { get; init; }

    /// <summary>When the person agreed to be named; null while not asked or not answered. Whoever names himself or herself has agreed.</summary>
    public DateTimeOffset? AgreedAt { get; init; }

    /// <summary>SHA-256 of the link that agrees or takes the name out; a new link takes the former one's place.</summary>
    public byte[]? LinkHash { get; init; }
}

internal enum TimedMoveKind : short
{
    EndHold = 1,
    ExpireOffer = 2,
    ReleaseReservation = 3,
}

/// <summary>Something that will have to be done at an instant, by any replica. Its id is the entry's, so an entry has one at most.</summary>
internal sealed record TimedMove
{
    public required Guid Id { get; init; }
    public required Guid OfferingId { get; init; }
    public required TimedMoveKind Kind { get; init; }
    public string? GroupName { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>While in the future, a replica is at it.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }
}

/// <summary>An answer by key, kept seven days.</summary>
internal sealed record KeptAnswer
{
    public required Guid Caller { get; init; }
    public required string Key { get; init; }
    public required Guid OfferingId { get; init; }
    public required string Kind { get; init; }
    public required Guid Subject { get; init; }
    public required Outcome Outcome { get; init; }
    public Guid? EntryId { get; init; }
    public string? Reference { get; init; }
    public int Seats { get; init; }
    public int Position { get; init; }
    public DateTimeOffset? Until { get; init; }
    public string? Reason { get; init; }
    public int? Number { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
}
