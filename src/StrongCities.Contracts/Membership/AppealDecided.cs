namespace StrongCities.Contracts.Membership;

/// <summary>An appeal was decided.</summary>
public sealed record AppealDecided(Guid ApplicationId, long Version, bool Admitted);
