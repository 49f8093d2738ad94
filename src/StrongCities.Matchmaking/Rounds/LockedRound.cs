using Microsoft.EntityFrameworkCore;

namespace StrongCities.Matchmaking.Rounds;

/// <summary>A round for changing.</summary>
internal static class LockedRound
{
    /// <summary>Waits for answers that are being written, and lets none in before the transaction ends.</summary>
    public static async Task<Round> LockRoundAsync(this MatchmakingDb db, Guid id, CancellationToken stop) =>
        (await db.Rounds.FromSql($"SELECT * FROM rounds WHERE id = {id} FOR UPDATE").ToListAsync(stop)).Single();
}
