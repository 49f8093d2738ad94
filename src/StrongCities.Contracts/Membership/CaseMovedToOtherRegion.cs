namespace StrongCities.Contracts.Membership;

/// <summary>A review or a decision was overdue, so the case moved to the other region by itself. Hub is europe or north-america.</summary>
public sealed record CaseMovedToOtherRegion(Guid ApplicationId, long Version, string Hub);
