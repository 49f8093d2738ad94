using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

/// <summary>Reads for changing: one change of a gathering at a time.</summary>
internal static class LockedGathering
{
    public static async Task<Gathering> LockGatheringAsync(this GatheringsDb db, Guid id, CancellationToken stop)
    {
        var gathering = await db.Gatherings.FromSql($"SELECT * FROM gatherings WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(stop)
            ?? throw new RefusedException(GatheringRefusals.Unknown);
        await db.Entry(gathering).Collection(x => x.Sessions).LoadAsync(stop);
        gathering.Sessions.Sort((left, right) => left.Place.CompareTo(right.Place));
        return gathering;
    }

    public static Task<Offering> OfferingAsync(this GatheringsDb db, Guid id, CancellationToken stop) =>
        db.Offerings().SingleAsync(offering => offering.Id == id, stop);
}
