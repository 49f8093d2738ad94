namespace StrongCities.Contracts.Gatherings;

/// <summary>A gathering will not take place; everybody is told.</summary>
public sealed record GatheringCancelled(Guid GatheringId, string Kind, long Version);
