namespace StrongCities.Contracts.Gatherings;

/// <summary>Freed seats are offered to the first entry that fits, until the deadline.</summary>
public sealed record SeatOffered(Guid OfferId, Guid RegistrationId, Guid GatheringId, string Kind, int Seats, DateTimeOffset Until, long Version);
