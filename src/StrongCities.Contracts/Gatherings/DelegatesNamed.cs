namespace StrongCities.Contracts.Gatherings;

/// <summary>Who comes was said or changed; Added and Removed are people whose calendars follow.</summary>
public sealed record DelegatesNamed(Guid RegistrationId, Guid GatheringId, string Kind, IReadOnlyList<Guid> Added, IReadOnlyList<Guid> Removed, long Version);
