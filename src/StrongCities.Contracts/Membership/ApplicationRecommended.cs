namespace StrongCities.Contracts.Membership;

/// <summary>A reviewer recommended to admit or to refuse; another person decides.</summary>
public sealed record ApplicationRecommended(Guid ApplicationId, long Version);
