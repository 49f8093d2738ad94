namespace StrongCities.Contracts.Membership;

/// <summary>Two people suspended a member; its focal points are told the reason and how to appeal.</summary>
public sealed record OrganizationSuspended(Guid SuspensionId, Guid OrganizationId, long Version);
