namespace StrongCities.Contracts.Matchmaking;

/// <summary>
/// A round's answer date came and all its introductions ended at once. It says nothing of any of them: nothing is published
/// when an organization answers, so whoever watches the broker learns neither who answered nor what.
/// </summary>
public sealed record RoundEnded(Guid RoundId, long Version);
