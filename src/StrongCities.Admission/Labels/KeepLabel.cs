using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission.Labels;

/// <summary>Writes and reads labels through the caller's context.</summary>
public static class KeepLabel
{
    /// <summary>
    /// Keeps what staff answered. While nobody can have seen it (<paramref name="published"/> false) it is written over; afterwards another content is a new version.
    /// True when a new version began that people have to be asked about. The caller holds its own lock on the offering's subject and commits.
    /// </summary>
    public static async Task<bool> KeepLabelAsync(this DbContext db, Guid offeringId, Label label, bool published, CancellationToken cancellation)
    {
        var current = await db.LabelAsync(offeringId, cancellation);
        if (current is not null && current.Content.SaysTheSameAs(label))
        {
            return false;
        }

        var version = current is null ? 1 : published ? current.Version + 1 : current.Version;
        var content = label.ToJson();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into admission_labels (offering_id, version, content, since) values ({offeringId}, {version}, {content}::jsonb, now())
            on conflict (offering_id, version) do update set content = excluded.content, since = excluded.since
            """,
            cancellation);
        return published && current is not null;
    }

    /// <summary>The label in force; null when none was begun.</summary>
    public static Task<LabelVersion?> LabelAsync(this DbContext db, Guid offeringId, CancellationToken cancellation) =>
        db.Set<LabelVersion>().AsNoTracking().Where(label => label.OfferingId == offeringId).OrderByDescending(label => label.Version).FirstOrDefaultAsync(cancellation);

    /// <summary>The labels in force, by offering.</summary>
    public static async Task<Dictionary<Guid, LabelVersion>> LabelsAsync(this DbContext db, IReadOnlyCollection<Guid> offeringIds, CancellationToken cancellation)
    {
        var current = db.Set<LabelVersion>().Where(label => offeringIds.Contains(label.OfferingId)
            && label.Version == db.Set<LabelVersion>().Where(other => other.OfferingId == label.OfferingId).Max(other => other.Version));
        return await current.AsNoTracking().ToDictionaryAsync(label => label.OfferingId, cancellation);
    }
}
