namespace StrongCities.Contracts.Events;

/// <summary>Cancelled seats are free for others; when they were confirmed the former holder's calendar entry ends.</summary>
public sealed record SeatsFreed(Guid RegistrationId, Guid DialogueId, int Seats, long Version, bool WereConfirmed = true);
