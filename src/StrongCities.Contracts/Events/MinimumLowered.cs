namespace StrongCities.Contracts.Events;

/// <summary>A waiting delegation makes do with fewer seats.</summary>
public sealed record MinimumLowered(Guid RegistrationId, Guid DialogueId, int MinSeats, long Version);
