namespace StrongCities.Contracts.Gatherings;

/// <summary>A declined offer was taken back within its ten minutes: it is open again, until the instant named.</summary>
public sealed record DeclineUndone(Guid OfferId, Guid RegistrationId, Guid GatheringId, string Kind, DateTimeOffset Until, long Version);
