namespace StrongCities.Contracts.Events;

/// <summary>A declined offer was taken back within its ten minutes: it is open again, until the instant named.</summary>
public sealed record DeclineUndone(Guid OfferId, Guid RegistrationId, Guid DialogueId, DateTimeOffset Until, long Version);
