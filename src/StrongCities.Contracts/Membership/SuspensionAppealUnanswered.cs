namespace StrongCities.Contracts.Membership;

/// <summary>A suspended organization's appeal was not answered in time, so it is a guest of the network until it is.</summary>
public sealed record SuspensionAppealUnanswered(Guid SuspensionId, Guid OrganizationId, long Version);
