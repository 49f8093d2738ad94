using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Contracts.Gatherings;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>Opens a draft, with the seats it will have.</summary>
internal sealed class DraftGathering(GatheringsDb db)
{
    public async Task<Guid> RunAsync(Wire.GatheringContent content, CancellationToken stop)
    {
        var (proposed, refusal) = await db.ReadAsync(content, await db.NowAsync(stop), stop);
        if (proposed is null)
        {
            throw new RefusedException(refusal!);
        }

        var gathering = db.AddDraft(proposed);
        await db.SaveChangesAsync(stop);
        return gathering.Id;
    }
}

/// <summary>A gathering never is without its offering: both are added together.</summary>
internal static class Drafts
{
    /// <summary>As <see cref="ProposedGathering.Read"/>, with the part that only this kind of gathering has.</summary>
    public static async Task<(ProposedGathering? Proposed, Refusal? Refusal)> ReadAsync(
        this GatheringsDb db, Wire.GatheringContent content, DateTimeOffset now, CancellationToken stop) =>
        ProposedGathering.Read(content, now, db.LengthMax, await db.OwnProblemsAsync(content, stop));

    public static Gathering AddDraft(this GatheringsDb db, ProposedGathering proposed)
    {
        // Random: strangers see this id, and a time-ordered one would say when the draft was opened.
        var gathering = db.New(Guid.NewGuid());
        (gathering.State, gathering.Version) = (GatheringState.Draft, 1);
        gathering.Take(proposed);
        db.Add(gathering);
        db.AddOffering(new Offering
        {
            Id = gathering.Id,
            Capacity = proposed.Capacity,
            SeatsPerEntryMax = proposed.SeatsPerOrganization,
            StartsAt = proposed.Starts.Instant,
        });
        return gathering;
    }

    /// <summary>For demonstrations: adds a gathering with its label and tells that it is published. It is saved, not committed.</summary>
    public static async Task AddPublishedAsync(this GatheringsDb db, Wire.GatheringContent content, Label label, DateTimeOffset now, CancellationToken stop)
    {
        var gathering = db.AddDraft((await db.ReadAsync(content, now, stop)).Proposed!);
        gathering.Publish(now);
        db.AddFact(new GatheringPublished(gathering.Id, gathering.Kind, gathering.Version), gathering.Id.ToString());
        await db.SaveChangesAsync(stop);
        await db.KeepLabelAsync(gathering.Id, label, published: false, stop);
    }
}
