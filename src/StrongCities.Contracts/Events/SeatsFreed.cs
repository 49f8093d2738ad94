namespace StrongCities.Contracts.Events;

/// <summary>Confirmed seats that were cancelled are free for others; the former holder's calendar entry ends.</summary>
public sealed record SeatsFreed(Guid RegistrationId, Guid DialogueId, int Seats, long Version);
