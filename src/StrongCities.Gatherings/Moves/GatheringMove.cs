using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Gatherings;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Moves;

/// <summary>That time or place of a published gathering changed. Each registration of then is asked whether it still comes; later ones knew.</summary>
internal sealed class GatheringMove
{
    public required Guid GatheringId { get; init; }

    /// <summary>From 1; the highest is what people are asked about.</summary>
    public required int Number { get; init; }

    /// <summary>By the database's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The newest registration that the ledger had taken by then (<see cref="Admission.Entry.Sequence"/>): it and all before it are asked.</summary>
    public required long LastSequence { get; init; }

    /// <summary>How it was before.</summary>
    public required Schedule Was { get; init; }
}

/// <summary>Keeps that a gathering moved, and tells it.</summary>
internal static class GatheringMoves
{
    /// <summary>In the caller's transaction, which holds the gathering's lock; of a draft nothing is kept. Nothing is saved yet.</summary>
    public static async Task RecordMoveAsync(this GatheringsDb db, Gathering gathering, Schedule was, DateTimeOffset now, CancellationToken stop)
    {
        if (gathering.State != GatheringState.Published)
        {
            return;
        }

        // Held until the move is committed, so that the ledger books either before it, and asks, or after it.
        var lastSequence = await db.Database.SqlQuery<long>($"SELECT last_sequence AS \"Value\" FROM admission_offerings WHERE id = {gathering.Id} FOR UPDATE").ToListAsync(stop);
        db.Add(new GatheringMove
        {
            GatheringId = gathering.Id,
            Number = 1 + await db.Moves.CountAsync(move => move.GatheringId == gathering.Id, stop),
            At = now,
            LastSequence = lastSequence[0],
            Was = was,
        });
        db.AddFact(new GatheringMoved(gathering.Id, gathering.Kind, gathering.Version), gathering.Id.ToString());
    }
}
