using Microsoft.EntityFrameworkCore;
using Npgsql;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Rounds;

/// <summary>Staff open a round; its matching and its end are work rows of the same transaction, so neither is forgotten.</summary>
internal sealed class OpenRound(MatchmakingDb db)
{
    public const int KeyCharactersMax = 100;
    public const int AnswerDaysMin = 3;
    public const int AnswerDaysMax = 60;

    public async Task<Round> RunAsync(Guid personId, string key, DateTimeOffset answerAt, CancellationToken stop)
    {
        if (key.Length is 0 or > KeyCharactersMax)
        {
            throw new RefusedException(RoundRefusals.KeyMissing);
        }

        if (await FindAsync(key, stop) is { } known)
        {
            return known;
        }

        var now = await db.NowAsync(stop);
        if (answerAt < now.AddDays(AnswerDaysMin) || answerAt > now.AddDays(AnswerDaysMax))
        {
            throw new RefusedException(RoundRefusals.AnswerDateOutOfRange);
        }

        var round = new Round { Id = Guid.CreateVersion7(), Key = key, OpenedBy = personId, OpenedAt = now, AnswerAt = answerAt };
        db.Add(round);
        db.Add(new RoundWork { RoundId = round.Id, Deed = RoundWork.Prepare });
        db.Add(new RoundWork { RoundId = round.Id, Deed = RoundWork.End, NextTry = answerAt });
        try
        {
            await db.SaveChangesAsync(stop);
            return round;
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody else was first: with this key the round is the answer, with another one it is in the way.
            db.ChangeTracker.Clear();
            return await FindAsync(key, stop) ?? throw new RefusedException(RoundRefusals.RoundRunning);
        }
    }

    private Task<Round?> FindAsync(string key, CancellationToken stop) => db.Rounds.AsNoTracking().SingleOrDefaultAsync(round => round.Key == key, stop);
}
