namespace StrongCities.Contracts.Membership;

/// <summary>A person no longer acts for an organization in that role.</summary>
public sealed record OrganizationRoleEnded(Guid OrganizationId, Guid PersonId, string Role, long Version);
