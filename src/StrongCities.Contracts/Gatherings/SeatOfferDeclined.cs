namespace StrongCities.Contracts.Gatherings;

/// <summary>An offer was declined; until UndoUntil this can be undone.</summary>
public sealed record SeatOfferDeclined(Guid OfferId, Guid RegistrationId, Guid GatheringId, string Kind, DateTimeOffset UndoUntil, long Version);
