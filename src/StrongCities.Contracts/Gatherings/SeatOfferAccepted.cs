namespace StrongCities.Contracts.Gatherings;

/// <summary>An offer was taken: the delegation is confirmed.</summary>
public sealed record SeatOfferAccepted(Guid OfferId, Guid RegistrationId, Guid GatheringId, string Kind, int Seats, long Version);
