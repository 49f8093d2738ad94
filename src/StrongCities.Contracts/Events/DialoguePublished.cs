namespace StrongCities.Contracts.Events;

/// <summary>A dialogue can be seen and joined.</summary>
public sealed record DialoguePublished(Guid DialogueId, long Version);
