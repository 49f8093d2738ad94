namespace StrongCities.Contracts.Gatherings;

/// <summary>Confirmed seats that were cancelled are free for others; the former holder's calendar entry ends.</summary>
public sealed record SeatsFreed(Guid RegistrationId, Guid GatheringId, string Kind, int Seats, long Version);
