using StrongCities.Admission;
using StrongCities.Gatherings.Moves;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>Changes a draft or a published gathering; when its time or place moved, everybody who has to do with it is told and asked whether they still come.</summary>
internal sealed class EditGathering(GatheringsDb db, Ledger ledger)
{
    public async Task RunAsync(Guid staffId, Guid gatheringId, long version, Wire.GatheringContent content, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var gathering = await db.LockGatheringAsync(gatheringId, stop);
        var now = await db.NowAsync(stop);
        if (gathering.State == GatheringState.Cancelled || gathering.IsOver(now))
        {
            throw new RefusedException(GatheringRefusals.Over);
        }

        if (gathering.Version != version)
        {
            throw new RefusedException(GatheringRefusals.ChangedMeanwhile);
        }

        // A gathering that has begun keeps its start; what is still to come of it can be changed.
        var begun = gathering.State == GatheringState.Published && gathering.StartsAt <= now && WallTime.Read(content.Starts) == gathering.StartsLocal;
        var (proposed, refusal) = await db.ReadAsync(content, begun ? gathering.StartsAt.AddTicks(-1) : now, stop);
        if (proposed is null)
        {
            throw new RefusedException(refusal!);
        }

        await ChangeSeatsAsync(staffId, gathering, proposed, stop);
        var was = gathering.Schedule();
        var moved = gathering.Take(proposed);
        gathering.Version++;
        if (moved)
        {
            await db.RecordMoveAsync(gathering, was, now, stop);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    // The ledger commits by itself, and first: it may refuse. Whoever is interrupted in between finds the former version and edits again.
    private async Task ChangeSeatsAsync(Guid staffId, Gathering gathering, ProposedGathering proposed, CancellationToken stop)
    {
        var offering = await db.OfferingAsync(gathering.Id, stop);
        if (offering.Capacity != proposed.Capacity)
        {
            Refuse(await ledger.SubmitAsync(new ChangeCapacity(gathering.Id, staffId, Key(), proposed.Capacity), stop));
        }

        if (offering.StartsAt != proposed.Starts.Instant)
        {
            Refuse(await ledger.SubmitAsync(new Reschedule(gathering.Id, staffId, Key(), proposed.Starts.Instant, null, null), stop));
        }

        if (offering.SeatsPerEntryMax != proposed.SeatsPerOrganization)
        {
            await db.ChangeSeatsPerEntryAsync(gathering.Id, proposed.SeatsPerOrganization, stop);
        }

        // Each press of the button is a wish of its own: a refusal of before must not be given again once seats are free.
        static string Key() => Guid.NewGuid().ToString("N");

        static void Refuse(Answer answer)
        {
            if (answer.Refusal is { } refusal)
            {
                throw new RefusedException(GatheringRefusals.Of(refusal));
            }
        }
    }
}
