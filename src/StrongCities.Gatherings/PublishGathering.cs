using StrongCities.Admission.Labels;
using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings.Labels;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>Lets everybody see and join a draft whose label is complete.</summary>
internal sealed class PublishGathering(GatheringsDb db)
{
    public async Task RunAsync(Guid gatheringId, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var gathering = await db.LockGatheringAsync(gatheringId, stop);
        var label = (await db.LabelAsync(gatheringId, stop))?.Content ?? Label.Blank;
        var refusal = gathering.Publish(await db.NowAsync(stop)) ?? await db.OwnRefusalToPublishAsync(gathering, stop) ?? LabelInWords.Of(LabelRefusals.Incomplete, label.Missing());
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }

        db.AddFact(new GatheringPublished(gathering.Id, gathering.Kind, gathering.Version), gathering.Id.ToString());
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
