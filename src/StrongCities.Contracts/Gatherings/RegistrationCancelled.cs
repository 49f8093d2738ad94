namespace StrongCities.Contracts.Gatherings;

/// <summary>A registration was given up; until UndoUntil this can be undone (null: it is over at once). Seats that it had confirmed are freed by <see cref="SeatsFreed"/>; Seats is 0 for a place in line or an offer.</summary>
public sealed record RegistrationCancelled(Guid RegistrationId, Guid GatheringId, string Kind, int Seats, DateTimeOffset? UndoUntil, long Version);
