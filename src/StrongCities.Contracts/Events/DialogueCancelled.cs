namespace StrongCities.Contracts.Events;

/// <summary>A dialogue will not take place; everybody is told.</summary>
public sealed record DialogueCancelled(Guid DialogueId, long Version);
