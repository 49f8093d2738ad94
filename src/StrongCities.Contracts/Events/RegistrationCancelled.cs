namespace StrongCities.Contracts.Events;

/// <summary>Seats were given back; until UndoUntil this can be undone (null: freed at once).</summary>
public sealed record RegistrationCancelled(Guid RegistrationId, Guid DialogueId, DateTimeOffset? UndoUntil, long Version);
