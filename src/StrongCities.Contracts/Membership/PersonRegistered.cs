namespace StrongCities.Contracts.Membership;

/// <summary>A person may sign in from now on; Identity asks Membership for the address.</summary>
public sealed record PersonRegistered(Guid PersonId, long Version);
