using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission.Labels;

/// <summary>What one person has acknowledged of an offering's label.</summary>
/// <param name="Version">The latest version acknowledged; 0 when none.</param>
/// <param name="At">When, or null.</param>
/// <param name="AgreedTo">The passings-on of the label in force that the person agreed to.</param>
/// <param name="Open">Whether the label in force is one that the person has not acknowledged.</param>
public sealed record Acknowledged(int Version, DateTimeOffset? At, IReadOnlyList<string> AgreedTo, bool Open);

/// <summary>That a person has read one version of a label, and agrees to exactly these passings-on of the own name.</summary>
/// <param name="Version">0 when none was read.</param>
/// <param name="AgreedTo">By <see cref="LeavingData.Id"/>.</param>
public sealed record LabelReading(int Version, IReadOnlyCollection<string> AgreedTo);

/// <summary>Records that people have read a label, and which passings-on of their names they agree to.</summary>
public static class AcknowledgeLabel
{
    /// <summary>
    /// Keeps what several people read and agreed to, in one statement, so that all of it is kept or nothing: {0} the offering, {1} the people, {2} the version,
    /// {3} and {4} who agrees to which passing-on.
    /// </summary>
    internal const string Keep =
        """
        with acknowledged as (
            insert into admission_acknowledgements (offering_id, person_id, version, at) select {0}, person, {2}, now() from unnest({1}) as person on conflict do nothing),
        taken_back as (
            delete from admission_agreements a where a.offering_id = {0} and a.person_id = any({1})
                and not exists (select 1 from unnest({3}, {4}) as n (person, leaving) where n.person = a.person_id and n.leaving = a.leaving_id))
        insert into admission_agreements (offering_id, person_id, leaving_id, at) select {0}, n.person, n.leaving, now() from unnest({3}, {4}) as n (person, leaving)
        on conflict do nothing
        """;

    /// <summary>
    /// Records that <paramref name="personId"/> has read <paramref name="version"/> and agrees to exactly <paramref name="agreedTo"/>; asked again it answers like once.
    /// Refuses: label-not-acknowledged (version 0), label-changed (another version is in force; its number is the refusal's), passing-on-unknown.
    /// </summary>
    public static async Task<AdmissionRefusal?> AcknowledgeAsync(
        this DbContext db, Guid offeringId, Guid personId, int version, IReadOnlyCollection<string> agreedTo, CancellationToken cancellation)
    {
        if (CannotAcknowledge(await db.LabelAsync(offeringId, cancellation), new LabelReading(version, agreedTo)) is { } refusal)
        {
            return refusal;
        }

        string[] agreed = [.. agreedTo.Distinct()];
        await db.Database.ExecuteSqlRawAsync(Keep, [offeringId, new[] { personId }, version, Array.ConvertAll(agreed, _ => personId), agreed], cancellation);
        return null;
    }

    /// <summary>Why what was read is not the label in force.</summary>
    internal static AdmissionRefusal? CannotAcknowledge(LabelVersion? label, LabelReading reading) =>
        reading.Version < 1 || label is null ? LabelRefusals.NotAcknowledged
        : reading.Version != label.Version ? LabelRefusals.Changed with { Number = label.Version }
        : reading.AgreedTo.Except(label.Content.PassingsOn.Select(leaving => leaving.Id)).Any() ? LabelRefusals.PassingOnUnknown
        : null;

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
