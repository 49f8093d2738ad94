namespace StrongCities.Gatherings.Moves;

/// <summary>That an organization said that it still comes, after a move of the gathering. No row means no answer, which costs nobody a seat.</summary>
internal sealed class Reconfirmation
{
    public required Guid RegistrationId { get; init; }
    public required Guid GatheringId { get; init; }

    /// <summary>The newest <see cref="GatheringMove.Number"/> that was answered.</summary>
    public required int Move { get; init; }

    /// <summary>By the database's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
