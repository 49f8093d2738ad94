namespace StrongCities.Contracts.Events;

/// <summary>A named person took the own name out of a delegation; whoever registered it is told.</summary>
public sealed record DelegateLeft(Guid RegistrationId, Guid DialogueId, Guid PersonId, long Version);
