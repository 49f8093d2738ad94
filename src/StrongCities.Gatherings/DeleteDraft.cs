using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>Deletes a gathering that was never published, with its seats and its label, for good: strangers never heard of it, and nobody is registered.</summary>
internal sealed class DeleteDraft(GatheringsDb db)
{
    public async Task RunAsync(Guid gatheringId, long version, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var gathering = await db.LockGatheringAsync(gatheringId, stop);
        if (gathering.PublishedAt is not null)
        {
            throw new RefusedException(GatheringRefusals.NotDraft);
        }

        if (gathering.Version != version)
        {
            throw new RefusedException(GatheringRefusals.ChangedMeanwhile);
        }

        db.Remove(gathering);
        await db.SaveChangesAsync(stop);
        // Its label goes with it.
        await db.Offerings().Where(offering => offering.Id == gatheringId).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
