namespace StrongCities.Matchmaking.Suggestions;

/// <summary>Pairs that are never suggested, whatever they would gain. Of a pair it is not kept whose wish it was.</summary>
internal sealed class Vetoes
{
    /// <summary>How long two organizations that were introduced to each other rest, however it ended: a shorter rest after one ending would tell which it was.</summary>
    public const int MetBeforeDays = 365;

    private readonly HashSet<(Guid, Guid)> _pairs = [];

    public void Forbid(Guid one, Guid other) => _pairs.Add(Pair(one, other));

    public bool Forbids(Guid one, Guid other) => one == other || _pairs.Contains(Pair(one, other));

    private static (Guid, Guid) Pair(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);
}
