using CsCheck;
using StrongCities.Matchmaking.Suggestions;

namespace StrongCities.UnitTests.Matchmaking.Suggestions;

public class GreedyMatchTests
{
    private static readonly Guid Round = new("8b1c7d52-1111-4222-8333-944455566677");

    private static readonly Gen<(List<Party> Network, List<(Guid, Guid)> Vetoes)> Cases =
        Parties.Networks.SelectMany(network => Parties.SomeVetoes(network).Select(vetoes => (network, vetoes)));

    [Fact]
    public void The_score_is_the_same_from_both_sides() => Gen.Select(Parties.Any, Parties.Any).Sample((one, other) =>
    {
        var (there, back) = (MutualScore.Of(one, other), MutualScore.Of(other, one));
        Assert.Equal(there.Total, back.Total);
        Assert.Equal(there.FirstGain, back.SecondGain);
    });

    [Fact]
    public void The_score_lies_between_the_gains_and_is_nothing_when_one_side_gains_nothing() => Gen.Select(Parties.Any, Parties.Any).Sample((one, other) =>
    {
        var score = MutualScore.Of(one, other);
        Assert.InRange(score.Total, 1000L * Math.Min(score.FirstGain, score.SecondGain) - 1, 1000L * Math.Max(score.FirstGain, score.SecondGain));
        Assert.True(score.Total > 0 || Math.Min(score.FirstGain, score.SecondGain) == 0);
    });

    [Fact]
    public void A_veto_and_a_capacity_are_never_crossed_and_a_pair_is_chosen_once() => Cases.Sample(made =>
    {
        var pairs = GreedyMatch.Choose(Round, made.Network, Forbidding(made.Vetoes));
        Assert.Empty(Crossed(pairs, made.Vetoes));
        Assert.Equal(pairs.Count, pairs.Select(pair => (pair.First.Id, pair.Second.Id)).Distinct().Count());
        Assert.All(made.Network, party => Assert.True(pairs.Count(pair => pair.First.Id == party.Id || pair.Second.Id == party.Id) <= party.Capacity));
        Assert.All(pairs, pair => Assert.True(pair.First.Id.CompareTo(pair.Second.Id) < 0));
    });

    [Fact]
    public void Without_the_vetoes_the_same_check_finds_a_pair_that_must_not_meet()
    {
        // Control: somewhere among the same cases the pair would have been chosen.
        var crossed = 0;
        Cases.Sample(made => Interlocked.Add(ref crossed, Crossed(GreedyMatch.Choose(Round, made.Network, new Vetoes()), made.Vetoes).Count()), iter: 200);
        Assert.NotEqual(0, crossed);
    }

    [Fact]
    public void No_two_organizations_would_both_rather_have_each_other() => Cases.Sample(made =>
        Assert.Empty(Blocking(made.Network, Forbidding(made.Vetoes), GreedyMatch.Choose(Round, made.Network, Forbidding(made.Vetoes)))));

    [Fact]
    public void The_worst_first_is_not_stable_and_the_same_check_sees_it()
    {
        var blocked = 0;
        Cases.Sample(made =>
        {
            var free = made.Network.ToDictionary(party => party.Id, party => party.Capacity);
            var worst = new List<SuggestedPair>();
            foreach (var pair in GreedyMatch.Candidates(Round, made.Network, new Vetoes()).Reverse().Where(pair => free[pair.First.Id] > 0 && free[pair.Second.Id] > 0))
            {
                free[pair.First.Id]--;
                free[pair.Second.Id]--;
                worst.Add(pair);
            }

            Interlocked.Add(ref blocked, Blocking(made.Network, new Vetoes(), worst).Count());
        }, iter: 50);
        Assert.NotEqual(0, blocked);
    }

    [Fact]
    public void The_order_in_which_organizations_are_read_changes_nothing() => Cases.Sample(made =>
    {
        var backwards = made.Network.AsEnumerable().Reverse().ToList();
        Assert.Equal(Ids(GreedyMatch.Choose(Round, made.Network, Forbidding(made.Vetoes))), Ids(GreedyMatch.Choose(Round, backwards, Forbidding(made.Vetoes))));
    });

    [Fact]
    public void The_index_misses_nobody_who_shares_a_need_an_offer_or_a_theme() => Parties.Networks.Sample(network =>
    {
        var willing = network.Where(party => party.Capacity > 0).ToList();
        var index = new CandidateIndex(willing);
        Assert.All(willing, party => Assert.Equal(
            willing.Where(other => other.Id != party.Id
                && (party.Needs.Any(other.Offers.Contains) || party.Offers.Any(other.Needs.Contains) || party.Themes.Any(other.Themes.Contains))).Select(other => other.Id).Order(),
            index.For(party).Select(other => other.Id).Order()));
    });

    private static IEnumerable<(Guid, Guid)> Ids(IEnumerable<SuggestedPair> pairs) => pairs.Select(pair => (pair.First.Id, pair.Second.Id));

    private static Vetoes Forbidding(IEnumerable<(Guid, Guid)> pairs)
    {
        var vetoes = new Vetoes();
        foreach (var (one, other) in pairs)
        {
            vetoes.Forbid(one, other);
        }

        return vetoes;
    }

    private static IEnumerable<SuggestedPair> Crossed(IEnumerable<SuggestedPair> pairs, List<(Guid, Guid)> vetoes) =>
        pairs.Where(pair => vetoes.Contains((pair.First.Id, pair.Second.Id)) || vetoes.Contains((pair.Second.Id, pair.First.Id)));

    // Two who are not introduced, and each has a place left or somebody worth less.
    private static IEnumerable<SuggestedPair> Blocking(List<Party> network, Vetoes vetoes, List<SuggestedPair> chosen)
    {
        var taken = Ids(chosen).ToHashSet();
        return GreedyMatch.Candidates(Round, network, vetoes)
            .Where(pair => !taken.Contains((pair.First.Id, pair.Second.Id)) && Rather(pair.First, pair) && Rather(pair.Second, pair));

        bool Rather(Party party, SuggestedPair pair)
        {
            var own = chosen.Where(other => other.First.Id == party.Id || other.Second.Id == party.Id).ToList();
            return own.Count < party.Capacity || own.Min(other => other.Score.Total) < pair.Score.Total;
        }
    }
}
