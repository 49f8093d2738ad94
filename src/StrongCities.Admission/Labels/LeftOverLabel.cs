using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission.Labels;

/// <summary>Who gave up seats because the label had changed: that counts as no absence.</summary>
public static class LeftOverLabel
{
    /// <summary>Of <paramref name="entries"/> those that whoever registered gave up while the label in force was another than the one acknowledged.</summary>
    public static async Task<HashSet<Guid>> LeftOverLabelAsync(this DbContext db, IReadOnlyCollection<Entry> entries, CancellationToken cancellation)
    {
        var left = entries.Where(entry => entry.EndReason == EndReason.Withdrawn && entry.State is EntryState.Held or EntryState.Cancelled).ToList();
        if (left.Count == 0)
        {
            return [];
        }

        var offerings = left.Select(entry => entry.OfferingId).Distinct().ToList();
        var people = left.Select(entry => entry.RegisteredBy).Distinct().ToList();
        var changes = (await db.Set<LabelVersion>().Where(label => offerings.Contains(label.OfferingId) && label.Version > 1)
            .Select(label => new { label.OfferingId, label.Version, label.Since }).ToListAsync(cancellation)).ToLookup(label => label.OfferingId);
        var read = await db.Set<Acknowledgement>().Where(a => offerings.Contains(a.OfferingId) && people.Contains(a.PersonId)).AsNoTracking().ToListAsync(cancellation);
        return [.. left.Where(entry => changes[entry.OfferingId].Where(change => change.Since <= entry.ChangedAt).MaxBy(change => change.Version) is { } latest
            && !read.Exists(a => a.OfferingId == entry.OfferingId && a.PersonId == entry.RegisteredBy && a.Version == latest.Version && a.At <= entry.ChangedAt)).Select(entry => entry.Id)];
    }
}
