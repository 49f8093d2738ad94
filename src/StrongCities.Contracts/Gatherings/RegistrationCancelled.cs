namespace StrongCities.Contracts.Gatherings;

/// <summary>Seats were given back; until UndoUntil this can be undone (null: freed at once).</summary>
public sealed record RegistrationCancelled(Guid RegistrationId, Guid GatheringId, string Kind, DateTimeOffset? UndoUntil, long Version);
