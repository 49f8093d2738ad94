namespace StrongCities.Contracts.Membership;

/// <summary>Two people of the network lifted a suspension.</summary>
public sealed record SuspensionLifted(Guid SuspensionId, Guid OrganizationId, long Version);
