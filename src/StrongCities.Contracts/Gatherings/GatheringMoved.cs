namespace StrongCities.Contracts.Gatherings;

/// <summary>Time or place of a published gathering changed; calendars follow, and each registration is asked whether it still comes.</summary>
public sealed record GatheringMoved(Guid GatheringId, string Kind, long Version);
