namespace StrongCities.Contracts.Gatherings;

/// <summary>A delegation holds seats, or waits: State is confirmed or waiting.</summary>
public sealed record DelegationRegistered(Guid RegistrationId, Guid GatheringId, string Kind, Guid OrganizationId, string BookingReference, string State, int Seats, long Version);
