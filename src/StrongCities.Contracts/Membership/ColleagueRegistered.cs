namespace StrongCities.Contracts.Membership;

/// <summary>Somebody gave a colleague a role on behalf of their organization; the colleague is told and may undo it.</summary>
public sealed record ColleagueRegistered(Guid RoleId, Guid OrganizationId, Guid PersonId, long Version);
