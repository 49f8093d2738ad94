namespace StrongCities.Contracts.Gatherings;

/// <summary>A cancellation was taken back within its ten minutes.</summary>
public sealed record CancellationUndone(Guid RegistrationId, Guid GatheringId, string Kind, long Version);
