using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Introductions;

/// <summary>
/// One side says yes, not yet or no, as often as it likes until the answer date. Nothing is published, nothing is counted and no time is kept:
/// until the round ends the answer is known to its own side alone.
/// </summary>
internal sealed class AnswerIntroduction(MatchmakingDb db)
{
    public async Task<SideView> RunAsync(Guid personId, string introductionId, string answer, CancellationToken stop)
    {
        var view = await db.FindSideAsync(personId, introductionId, stop);
        if (answer is not ("yes" or "not-yet" or "no"))
        {
            throw new RefusedException(IntroductionRefusals.AnswerUnknown);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Shared with other answers, never with the end of the round: an answer is in before it or is refused.
        var open = await db.Database.SqlQuery<Guid>(
            $"""
            SELECT id AS "Value" FROM rounds WHERE id = {view.Round.Id} AND state = 2 AND answer_at > now() FOR SHARE
            """).ToListAsync(stop);
        if (open.Count == 0)
        {
            throw new RefusedException(IntroductionRefusals.AnswerDatePassed);
        }

        await db.Database.ExecuteSqlAsync($"UPDATE sides SET answer = {answer} WHERE id = {view.Side.Id}", stop);
        await transaction.CommitAsync(stop);
        view.Side.Answer = answer;
        return view;
    }
}
