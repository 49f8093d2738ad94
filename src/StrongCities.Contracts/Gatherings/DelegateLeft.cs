namespace StrongCities.Contracts.Gatherings;

/// <summary>A named person took the own name out of a delegation; whoever registered it is told.</summary>
public sealed record DelegateLeft(Guid RegistrationId, Guid GatheringId, string Kind, Guid PersonId, long Version);
