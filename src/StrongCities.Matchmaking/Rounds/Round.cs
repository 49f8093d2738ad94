using StrongCities.Outbox;

namespace StrongCities.Matchmaking.Rounds;

/// <summary>One matching of the whole network: introductions are suggested together and end together, on the answer date.</summary>
internal sealed class Round
{
    public required Guid Id { get; init; }

    /// <summary>Of the request that opened it: the same form sent twice opens one.</summary>
    public required string Key { get; init; }
    public RoundState State { get; set; } = RoundState.Preparing;

    /// <summary>True until the end, then null: unique, so that one round runs at a time.</summary>
    public bool? Running { get; set; } = true;
    public long Version { get; set; } = 1;
    public required Guid OpenedBy { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset AnswerAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Figures for staff.</summary>
    public int Willing { get; set; }
    public int Introductions { get; set; }
    public int Introduced { get; set; }
    public int Agreed { get; set; }
}

internal enum RoundState
{
    /// <summary>The matching is still to be computed.</summary>
    Preparing = 1,
    Open = 2,
    Ended = 3,
}

/// <summary>What a round has to do by itself: be prepared at once, end at its answer date.</summary>
internal sealed class RoundWork : WorkRow
{
    public const string Prepare = "prepare";
    public const string End = "end";

    public required Guid RoundId { get; init; }

    /// <summary>prepare or end; one of each a round.</summary>
    public required string Deed { get; init; }
}
