namespace StrongCities.Matchmaking.Introductions;

/// <summary>Two organizations suggested to each other in one round.</summary>
internal sealed class Introduction
{
    public required Guid Id { get; init; }
    public required Guid RoundId { get; init; }

    /// <summary>The lower id, so that a pair is there once a round.</summary>
    public required Guid FirstId { get; init; }
    public required Guid SecondId { get; init; }
    public required int FirstGain { get; init; }
    public required int SecondGain { get; init; }
    public required long Score { get; init; }
    public IntroductionState State { get; set; } = IntroductionState.Open;
}

internal enum IntroductionState
{
    Open = 1,
    Agreed = 2,

    /// <summary>It did not come about; which answer it was, or whether there was one, is kept nowhere.</summary>
    Ended = 3,
}

/// <summary>An introduction as one of its organizations sees it.</summary>
internal sealed class Side
{
    /// <summary>Random, and another one than the other side's: neither tells of the other.</summary>
    public required Guid Id { get; init; }
    public required Guid IntroductionId { get; init; }
    public required Guid OrganizationId { get; init; }

    /// <summary>Why, as may be shown before both agreed (<see cref="Suggestions.Reason"/>).</summary>
    public required string[] Reasons { get; init; }

    /// <summary>yes, not-yet, no, or null. Wiped when the round ends; there is no time of it.</summary>
    public string? Answer { get; set; }
}
