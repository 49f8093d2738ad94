namespace StrongCities.Contracts.Events;

/// <summary>Freed seats are offered to the first entry that fits, until the deadline.</summary>
public sealed record SeatOffered(Guid OfferId, Guid RegistrationId, Guid DialogueId, int Seats, DateTimeOffset Until, long Version);
