using StrongCities.Admission;
using StrongCities.Contracts.Gatherings;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>Calls a published gathering off: every entry ends through the ledger, and everybody is told.</summary>
internal sealed class CancelGathering(GatheringsDb db, Ledger ledger)
{
    public async Task RunAsync(Guid staffId, Guid gatheringId, IEnumerable<Wire.LocalText> why, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var gathering = await db.LockGatheringAsync(gatheringId, stop);
        if (gathering.Cancel(Words.Read(why) ?? Words.None, await db.NowAsync(stop)) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        // Before the gathering's own commit: once the fact is out no entry is left that could still be offered a seat. Asked twice, the ledger answers like once.
        var answer = await ledger.SubmitAsync(new CallOff(gathering.Id, staffId, Guid.NewGuid().ToString("N")), stop);
        if (answer.Refusal is { } refused)
        {
            throw new RefusedException(GatheringRefusals.Of(refused));
        }

        db.AddFact(new GatheringCancelled(gathering.Id, gathering.Kind, gathering.Version), gathering.Id.ToString());
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
