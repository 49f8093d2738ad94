namespace StrongCities.Contracts.Membership;

/// <summary>A member was paused, suspended, resumed or left. Standing is member, paused, suspended or left.</summary>
public sealed record OrganizationStandingChanged(Guid OrganizationId, long Version, string Standing);
