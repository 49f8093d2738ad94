namespace StrongCities.Contracts.Membership;

/// <summary>The appeal against a suspension was decided.</summary>
public sealed record SuspensionAppealDecided(Guid SuspensionId, Guid OrganizationId, long Version, bool Lifted);
