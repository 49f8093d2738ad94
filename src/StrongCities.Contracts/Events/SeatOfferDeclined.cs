namespace StrongCities.Contracts.Events;

/// <summary>An offer was declined; until UndoUntil this can be undone.</summary>
public sealed record SeatOfferDeclined(Guid OfferId, Guid RegistrationId, Guid DialogueId, DateTimeOffset UndoUntil, long Version);
