using Microsoft.EntityFrameworkCore;
using StrongCities.Outbox;

namespace StrongCities.Matchmaking.Rounds;

/// <summary>
/// Ends all introductions of a round in one transaction, with one fact for all of them: agreed where both sides said yes and are members still, ended otherwise.
/// The answers are wiped in the same transaction, so nothing that is shown, computed or backed up later can depend on which it was.
/// </summary>
internal static class EndRound
{
    public static async Task RunAsync(MatchmakingDb db, Guid roundId, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var round = await db.LockRoundAsync(roundId, stop);
        if (round.State == RoundState.Ended)
        {
            return;
        }

        if (round.State == RoundState.Preparing)
        {
            // The matching was never finished: nobody was asked, so nothing ends. The row is tried again.
            throw new InvalidOperationException("The round is not prepared yet.");
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE introductions SET state = CASE WHEN (
                SELECT count(*) FROM sides JOIN member_organizations ON member_organizations.id = sides.organization_id
                WHERE sides.introduction_id = introductions.id AND sides.answer = 'yes' AND member_organizations.standing = 'member') = 2 THEN 2 ELSE 3 END
            WHERE round_id = {roundId}
            """, stop);
        await db.Database.ExecuteSqlAsync(
            $"UPDATE sides SET answer = NULL FROM introductions WHERE introductions.id = sides.introduction_id AND introductions.round_id = {roundId}", stop);
        round.State = RoundState.Ended;
        round.Running = null;
        round.EndedAt = await db.NowAsync(stop);
        round.Agreed = await db.Introductions.CountAsync(introduction => introduction.RoundId == roundId && introduction.State == Introductions.IntroductionState.Agreed, stop);
        round.Version++;
        db.AddFact(new Wire.RoundEnded(round.Id, round.Version), round.Id.ToString());
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
