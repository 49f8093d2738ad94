namespace StrongCities.Contracts.Events;

/// <summary>Time or place of a published dialogue changed; calendars follow.</summary>
public sealed record DialogueMoved(Guid DialogueId, long Version);
