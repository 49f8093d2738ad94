namespace StrongCities.Contracts.Events;

/// <summary>An offer was taken: the delegation is confirmed.</summary>
public sealed record SeatOfferAccepted(Guid OfferId, Guid RegistrationId, Guid DialogueId, int Seats, long Version);
