namespace StrongCities.Contracts.Membership;

/// <summary>A colleague undid a role that was given on behalf of the organization; whoever gave it is told.</summary>
public sealed record ColleagueUndone(Guid RoleId, Guid OrganizationId, Guid PersonId, Guid RegisteredBy, long Version);
