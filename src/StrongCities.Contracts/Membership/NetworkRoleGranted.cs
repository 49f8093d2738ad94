namespace StrongCities.Contracts.Membership;

/// <summary>A person may act for the network in a role (staff, reviewer, decider, trainer, operator), for good or until an instant.</summary>
public sealed record NetworkRoleGranted(Guid PersonId, string Role, long Version, DateTimeOffset? Until);
