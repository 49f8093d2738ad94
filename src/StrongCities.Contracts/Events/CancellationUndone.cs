namespace StrongCities.Contracts.Events;

/// <summary>A cancellation was taken back within its ten minutes.</summary>
public sealed record CancellationUndone(Guid RegistrationId, Guid DialogueId, long Version);
