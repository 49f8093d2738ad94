namespace StrongCities.Contracts.Events;

/// <summary>A delegation holds seats, or waits: State is confirmed or waiting.</summary>
public sealed record DelegationRegistered(Guid RegistrationId, Guid DialogueId, Guid OrganizationId, string BookingReference, string State, int Seats, long Version);
