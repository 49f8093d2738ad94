using System.Buffers.Binary;
using System.Security.Cryptography;

namespace StrongCities.Matchmaking.Suggestions;

/// <summary>Two organizations to be introduced.</summary>
internal sealed record SuggestedPair(Party First, Party Second, MutualScore Score);

/// <summary>
/// The round's pairs: in descending mutual score, each side within its capacity. The score is the same for both sides, so no two organizations
/// that are not introduced to each other would both rather be (the matching is stable).
/// </summary>
internal static class GreedyMatch
{
    /// <summary>Ties go by a hash of the round and the pair: fixed for one round, and in nobody's favour over many.</summary>
    public static List<SuggestedPair> Choose(Guid roundId, IReadOnlyList<Party> parties, Vetoes vetoes)
    {
        var free = parties.Where(party => party.Capacity > 0).ToDictionary(party => party.Id, party => party.Capacity);
        var chosen = new List<SuggestedPair>();
        foreach (var pair in Candidates(roundId, parties, vetoes))
        {
            if (free[pair.First.Id] > 0 && free[pair.Second.Id] > 0)
            {
                free[pair.First.Id]--;
                free[pair.Second.Id]--;
                chosen.Add(pair);
            }
        }

        return chosen;
    }

    /// <summary>All pairs that may be suggested, best first; the one with the lower id is the first side.</summary>
    internal static IEnumerable<SuggestedPair> Candidates(Guid roundId, IReadOnlyList<Party> parties, Vetoes vetoes)
    {
        var willing = parties.Where(party => party.Capacity > 0).ToList();
        var index = new CandidateIndex(willing);
        return willing
            .SelectMany(party => index.For(party).Where(other => party.Id.CompareTo(other.Id) < 0 && !vetoes.Forbids(party.Id, other.Id))
                .Select(other => new SuggestedPair(party, other, MutualScore.Of(party, other))))
            .Where(pair => pair.Score.Total > 0)
            .OrderByDescending(pair => pair.Score.Total).ThenBy(pair => Rank(roundId, pair.First.Id, pair.Second.Id)).ThenBy(pair => pair.First.Id).ThenBy(pair => pair.Second.Id);
    }

    private static ulong Rank(Guid roundId, Guid first, Guid second)
    {
        Span<byte> bytes = stackalloc byte[48];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        roundId.TryWriteBytes(bytes, bigEndian: true, out _);
        first.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        second.TryWriteBytes(bytes[32..], bigEndian: true, out _);
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
