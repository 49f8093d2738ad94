namespace StrongCities.Matchmaking.Suggestions;

/// <summary>
/// Who may be of use to whom, by an inverted index over offers, needs and themes: a pair with none of these in common is never looked at,
/// so the work grows with what organizations share and not with the square of their number.
/// </summary>
internal sealed class CandidateIndex
{
    private readonly Dictionary<string, List<Party>> _needing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Party>> _offering = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Party>> _working = new(StringComparer.Ordinal);

    public CandidateIndex(IEnumerable<Party> parties)
    {
        foreach (var party in parties)
        {
            Post(_needing, party.Needs, party);
            Post(_offering, party.Offers, party);
            Post(_working, party.Themes, party);
        }
    }

    /// <summary>Each organization at most once, in no particular order, without the party itself.</summary>
    public IEnumerable<Party> For(Party party) =>
        Listed(_offering, party.Needs).Concat(Listed(_needing, party.Offers)).Concat(Listed(_working, party.Themes)).Where(other => other.Id != party.Id).DistinctBy(other => other.Id);

    private static void Post(Dictionary<string, List<Party>> index, IEnumerable<string> codes, Party party)
    {
        foreach (var code in codes)
        {
            if (!index.TryGetValue(code, out var listed))
            {
                index[code] = listed = [];
            }

            listed.Add(party);
        }
    }

    private static IEnumerable<Party> Listed(Dictionary<string, List<Party>> index, IEnumerable<string> codes) =>
        codes.SelectMany(code => index.TryGetValue(code, out var listed) ? listed : []);
}
