using StrongCities.Admission.Labels;
using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Labels;

/// <summary>Answers what taking part in a gathering involves. Once published it is complete at every moment, and another answer is a new version that people are asked about.</summary>
internal sealed class EditLabel(GatheringsDb db)
{
    public async Task RunAsync(Guid gatheringId, long version, Contracts.Labels.Label sent, CancellationToken stop)
    {
        var (label, unreadable) = LabelInWords.Read(sent);
        if (unreadable is not null)
        {
            throw new RefusedException(unreadable);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var gathering = await db.LockGatheringAsync(gatheringId, stop);
        if (gathering.State == GatheringState.Cancelled || gathering.IsOver(await db.NowAsync(stop)))
        {
            throw new RefusedException(GatheringRefusals.Over);
        }

        if (gathering.Version != version)
        {
            throw new RefusedException(GatheringRefusals.ChangedMeanwhile);
        }

        var published = gathering.State == GatheringState.Published;
        var refusal = LabelInWords.Of(LabelRefusals.TextTooLong, label!.Unsound()) ?? (published ? LabelInWords.Of(LabelRefusals.Incomplete, label.Missing()) : null);
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }

        var askAgain = await db.KeepLabelAsync(gathering.Id, label, published, stop);
        gathering.Version++;
        if (askAgain)
        {
            var kept = await db.LabelAsync(gathering.Id, stop);
            db.AddFact(new GatheringLabelChanged(gathering.Id, gathering.Kind, kept!.Version, gathering.Version), gathering.Id.ToString());
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
