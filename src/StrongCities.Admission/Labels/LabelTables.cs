using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission.Labels;

/// <summary>Tables of labels and of who acknowledged them, in the caller's own database beside the ledger's.</summary>
public static class LabelTables
{
    /// <summary>Adds the tables <c>admission_labels</c>, <c>admission_acknowledgements</c> and <c>admission_agreements</c>.</summary>
    public static ModelBuilder AddLabels(this ModelBuilder model)
    {
        model.Entity<LabelVersion>(label =>
        {
            label.ToTable("admission_labels", table => table.HasCheckConstraint("ck_admission_labels_version", "version >= 1"));
            label.HasKey(l => new { l.OfferingId, l.Version });
            label.Property(l => l.Content).HasColumnType("jsonb").HasConversion(value => value.ToJson(), json => Label.FromJson(json));
            label.HasOne<Offering>().WithMany().HasForeignKey(l => l.OfferingId);
        });

        model.Entity<Acknowledgement>(acknowledgement =>
        {
            acknowledgement.ToTable("admission_acknowledgements");
            acknowledgement.HasKey(a => new { a.OfferingId, a.PersonId, a.Version });
            // Nobody can have read a version that there is not.
            acknowledgement.HasOne<LabelVersion>().WithMany().HasForeignKey(a => new { a.OfferingId, a.Version });
        });

        model.Entity<Agreement>(agreement =>
        {
            agreement.ToTable("admission_agreements");
            agreement.HasKey(a => new { a.OfferingId, a.PersonId, a.LeavingId });
            agreement.Property(a => a.LeavingId).HasMaxLength(LeavingData.LeavingIdCharacters);
            agreement.HasOne<Offering>().WithMany().HasForeignKey(a => a.OfferingId);
        });
        return model;
    }
}

/// <summary>One version of an offering's label; the highest is in force. Earlier ones stay: people acknowledged them.</summary>
public sealed record LabelVersion
{
    /// <summary>The offering.</summary>
    public required Guid OfferingId { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>What it says.</summary>
    public required Label Content { get; init; }

    /// <summary>Since when it holds (the database's clock).</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>That a person has read one version of an offering's label.</summary>
public sealed record Acknowledgement
{
    /// <summary>The offering.</summary>
    public required Guid OfferingId { get; init; }

    /// <summary>The person who read it.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The version that was read.</summary>
    public required int Version { get; init; }

    /// <summary>When (the database's clock).</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>That a person agrees to one passing-on of the own name. No row means no: refusing leaves nothing behind.</summary>
public sealed record Agreement
{
    /// <summary>The offering.</summary>
    public required Guid OfferingId { get; init; }

    /// <summary>Whose name.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The passing-on, by what it says (<see cref="LeavingData.Id"/>).</summary>
    public required string LeavingId { get; init; }

    /// <summary>When (the database's clock).</summary>
    public required DateTimeOffset At { get; init; }
}
