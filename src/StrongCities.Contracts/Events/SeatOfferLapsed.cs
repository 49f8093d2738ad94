namespace StrongCities.Contracts.Events;

/// <summary>Nobody answered an offer in time; it goes to the next.</summary>
public sealed record SeatOfferLapsed(Guid OfferId, Guid RegistrationId, Guid DialogueId, long Version);
