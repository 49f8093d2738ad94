namespace StrongCities.Contracts.Gatherings;

/// <summary>A gathering can be seen and joined.</summary>
public sealed record GatheringPublished(Guid GatheringId, string Kind, long Version);
