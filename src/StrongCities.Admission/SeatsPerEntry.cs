using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission;

/// <summary>The one number of an offering that moves no seat.</summary>
public static class SeatsPerEntry
{
    /// <summary>Changes the most seats that one entry may ask for, in the caller's transaction; entries made before keep what they have.</summary>
    public static Task<int> ChangeSeatsPerEntryAsync(this DbContext db, Guid offeringId, int seatsPerEntryMax, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"UPDATE admission_offerings SET seats_per_entry_max = {seatsPerEntryMax}, version = version + 1 WHERE id = {offeringId}", cancellation);
}
