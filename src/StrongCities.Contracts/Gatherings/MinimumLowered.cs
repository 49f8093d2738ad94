namespace StrongCities.Contracts.Gatherings;

/// <summary>A waiting delegation makes do with fewer seats.</summary>
public sealed record MinimumLowered(Guid RegistrationId, Guid GatheringId, string Kind, int MinSeats, long Version);
