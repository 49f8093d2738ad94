using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;

namespace StrongCities.Gatherings.Moves;

/// <summary>What a registration is asked after a move: whether it still comes.</summary>
/// <param name="Move">The newest move.</param>
/// <param name="Answered">The organization said yes to that very move.</param>
/// <param name="Was">Time and place as the organization last knew them: when it registered, or when it last said yes.</param>
internal sealed record StillComing(int Move, bool Answered, Schedule Was)
{
    /// <summary>Null when the registration ended, or was made after the last move and so knows of it.</summary>
    public static StillComing? Of(Entry entry, IEnumerable<GatheringMove> moves, Reconfirmation? answer) =>
        entry.State is EntryState.Waiting or EntryState.Offered or EntryState.Confirmed ? Asked(entry, moves, answer) : null;

    /// <summary>Whether the organization gave up while it was asked and had not said yes: that counts as no absence.</summary>
    public static bool IsLeftOver(Entry entry, IEnumerable<GatheringMove> moves, Reconfirmation? answer) =>
        entry.EndReason == EndReason.Withdrawn && entry.State is EntryState.Held or EntryState.Cancelled
        && Asked(entry, moves.Where(move => move.At <= entry.ChangedAt), answer) is { Answered: false };

    private static StillComing? Asked(Entry entry, IEnumerable<GatheringMove> moves, Reconfirmation? answer)
    {
        var (answered, asked) = (answer?.Move ?? 0, moves.Where(move => entry.Sequence <= move.LastSequence).OrderBy(move => move.Number).ToList());
        return asked.Count == 0 ? null : new(asked[^1].Number, answered >= asked[^1].Number, (asked.Find(move => move.Number > answered) ?? asked[^1]).Was);
    }

    public Wire.StillComing ToWire() => new() { Move = Move, Answered = Answered, Was = Was.ToWire() };
}

/// <summary>Reads who is asked and who answered.</summary>
internal static class WhoStillComes
{
    /// <summary>By registration: what it is asked, and whether it left over a move.</summary>
    public static async Task<Func<Entry, (StillComing? Asked, bool LeftOver)>> StillComingAsync(this GatheringsDb db, IReadOnlyCollection<Entry> entries, CancellationToken stop)
    {
        var gatherings = entries.Select(entry => entry.OfferingId).Distinct().ToList();
        var moves = (await db.Moves.AsNoTracking().Where(move => gatherings.Contains(move.GatheringId)).ToListAsync(stop)).ToLookup(move => move.GatheringId);
        var ids = entries.Where(entry => moves.Contains(entry.OfferingId)).Select(entry => entry.Id).ToList();
        var answers = ids.Count == 0 ? [] : await db.Reconfirmations.AsNoTracking().Where(answer => ids.Contains(answer.RegistrationId)).ToDictionaryAsync(answer => answer.RegistrationId, stop);
        return entry => (StillComing.Of(entry, moves[entry.OfferingId], answers.GetValueOrDefault(entry.Id)), StillComing.IsLeftOver(entry, moves[entry.OfferingId], answers.GetValueOrDefault(entry.Id)));
    }

    /// <summary>By gathering that moved: how many registrations are asked about its last move, and how many of them said yes. Exact, for staff alone.</summary>
    public static Task<Dictionary<Guid, (int Asked, int Yes)>> CountStillComingAsync(this GatheringsDb db, List<Guid> gatheringIds, CancellationToken stop) =>
        (from move in db.Moves
         where gatheringIds.Contains(move.GatheringId) && !db.Moves.Any(later => later.GatheringId == move.GatheringId && later.Number > move.Number)
         join entry in db.Entries() on move.GatheringId equals entry.OfferingId
         where entry.Sequence <= move.LastSequence && (entry.State == EntryState.Waiting || entry.State == EntryState.Offered || entry.State == EntryState.Confirmed)
         from answer in db.Reconfirmations.Where(answer => answer.RegistrationId == entry.Id && answer.Move == move.Number).DefaultIfEmpty()
         group answer by move.GatheringId into asked
         select new { asked.Key, Asked = asked.Count(), Yes = asked.Count(answer => answer != null) })
        .ToDictionaryAsync(counted => counted.Key, counted => (counted.Asked, counted.Yes), stop);
}
