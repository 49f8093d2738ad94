namespace StrongCities.Contracts.Matchmaking;

/// <summary>A round's introductions were suggested. It names nobody: whom to write to is asked of Matchmaking.</summary>
public sealed record RoundOpened(Guid RoundId, long Version);
