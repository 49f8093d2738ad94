namespace StrongCities.Contracts.Membership;

/// <summary>A person may act for an organization in a role (elected, focal-point, practitioner, finance), for good or until an instant.</summary>
public sealed record OrganizationRoleGranted(Guid OrganizationId, Guid PersonId, string Role, long Version, DateTimeOffset? Until);
