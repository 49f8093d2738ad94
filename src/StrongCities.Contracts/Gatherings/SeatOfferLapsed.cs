namespace StrongCities.Contracts.Gatherings;

/// <summary>Nobody answered an offer in time; it goes to the next.</summary>
public sealed record SeatOfferLapsed(Guid OfferId, Guid RegistrationId, Guid GatheringId, string Kind, long Version);
