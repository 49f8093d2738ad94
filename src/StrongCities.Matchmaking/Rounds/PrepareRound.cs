using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Introductions;
using StrongCities.Matchmaking.Suggestions;
using StrongCities.Outbox;

namespace StrongCities.Matchmaking.Rounds;

/// <summary>Computes a round's introductions and shows them to everybody at once: all of it commits together or not at all, and happens once.</summary>
internal static class PrepareRound
{
    public static async Task RunAsync(MatchmakingDb db, Guid roundId, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var round = await db.LockRoundAsync(roundId, stop);
        if (round.State != RoundState.Preparing)
        {
            return;
        }

        var network = await Network.ReadAsync(db, await db.NowAsync(stop), round.AnswerAt, stop);
        var pairs = GreedyMatch.Choose(round.Id, network.Parties, network.Vetoes);
        foreach (var pair in pairs)
        {
            var introduction = new Introduction
            {
                Id = Guid.NewGuid(),
                RoundId = round.Id,
                FirstId = pair.First.Id,
                SecondId = pair.Second.Id,
                FirstGain = pair.Score.FirstGain,
                SecondGain = pair.Score.SecondGain,
                Score = pair.Score.Total,
            };
            db.Add(introduction);
            db.AddRange(SideOf(introduction, pair.First, pair.Second, network), SideOf(introduction, pair.Second, pair.First, network));
        }

        round.State = RoundState.Open;
        round.Version++;
        round.Willing = network.Parties.Count(party => party.Capacity > 0);
        round.Introductions = pairs.Count;
        round.Introduced = pairs.SelectMany(pair => new[] { pair.First.Id, pair.Second.Id }).Distinct().Count();
        db.AddFact(new Wire.RoundOpened(round.Id, round.Version), round.Id.ToString());
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    private static Side SideOf(Introduction introduction, Party reader, Party other, Network network) => new()
    {
        Id = Guid.NewGuid(),
        IntroductionId = introduction.Id,
        OrganizationId = reader.Id,
        Reasons = [.. ShownReasons.Choose(reader, other, network.Parties, network.RuledOut[reader.Id]).Select(reason => reason.ToString())],
    };
}
