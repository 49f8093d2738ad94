using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission.Labels;

/// <summary>What one person has acknowledged of an offering's label.</summary>
/// <param name="Version">The latest version acknowledged; 0 when none.</param>
/// <param name="At">When, or null.</param>
/// <param name="AgreedTo">The passings-on of the label in force that the person agreed to.</param>
/// <param name="Open">Whether the label in force is one that the person has not acknowledged.</param>
public sealed record Acknowledged(int Version, DateTimeOffset? At, IReadOnlyList<string> AgreedTo, bool Open);

/// <summary>Records that people have read a label, and which passings-on of their names they agree to.</summary>
public static class AcknowledgeLabel
{
    /// <summary>
    /// Records that <paramref name="personId"/> has read <paramref name="version"/> and agrees to exactly <paramref name="agreedTo"/>; asked again it answers like once.
    /// Refuses: label-not-acknowledged (version 0), label-changed (another version is in force; its number is the refusal's), passing-on-unknown.
    /// </summary>
    public static async Task<AdmissionRefusal?> AcknowledgeAsync(
        this DbContext db, Guid offeringId, Guid personId, int version, IReadOnlyCollection<string> agreedTo, CancellationToken cancellation)
    {
        var label = await db.LabelAsync(offeringId, cancellation);
        if (version < 1 || label is null)
        {
            return LabelRefusals.NotAcknowledged;
        }

        if (version != label.Version)
        {
            return LabelRefusals.Changed with { Number = label.Version };
        }

        string[] agreed = [.. agreedTo.Distinct()];
        if (agreed.Except(label.Content.PassingsOn.Select(leaving => leaving.Id)).Any())
        {
            return LabelRefusals.PassingOnUnknown;
        }

        // One statement, so that all of it is kept or nothing.
        await db.Database.ExecuteSqlAsync(
            $"""
            with acknowledged as (
                insert into admission_acknowledgements (offering_id, person_id, version, at) values ({offeringId}, {personId}, {version}, now()) on conflict do nothing),
            taken_back as (
                delete from admission_agreements where offering_id = {offeringId} and person_id = {personId} and leaving_id <> all ({agreed}))
            insert into admission_agreements (offering_id, person_id, leaving_id, at) select {offeringId}, {personId}, agreed, now() from unnest({agreed}) as agreed
            on conflict do nothing
            """,
            cancellation);
        return null;
    }

    /// <summary>What one person acknowledged.</summary>
    public static async Task<Acknowledged> AcknowledgedAsync(this DbContext db, Guid offeringId, Guid personId, CancellationToken cancellation) =>
        (await db.AcknowledgedAsync(offeringId, [personId], cancellation))[personId];

    /// <summary>What each of <paramref name="people"/> acknowledged.</summary>
    public static async Task<Dictionary<Guid, Acknowledged>> AcknowledgedAsync(
        this DbContext db, Guid offeringId, IReadOnlyCollection<Guid> people, CancellationToken cancellation)
    {
        var label = await db.LabelAsync(offeringId, cancellation);
        var asked = label?.Content.PassingsOn.Select(leaving => leaving.Id).ToHashSet() ?? [];
        var read = (await db.Set<Acknowledgement>().AsNoTracking().Where(a => a.OfferingId == offeringId && people.Contains(a.PersonId)).ToListAsync(cancellation))
            .ToLookup(a => a.PersonId);
        var agreed = (await db.Set<Agreement>().AsNoTracking().Where(a => a.OfferingId == offeringId && people.Contains(a.PersonId)).ToListAsync(cancellation))
            .ToLookup(a => a.PersonId, a => a.LeavingId);
        return people.Distinct().ToDictionary(person => person, person =>
        {
            var latest = read[person].MaxBy(a => a.Version);
            return new Acknowledged(latest?.Version ?? 0, latest?.At, [.. agreed[person].Where(asked.Contains)], label is not null && latest?.Version != label.Version);
        });
    }
}
