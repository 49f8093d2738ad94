namespace StrongCities.Contracts.Membership;

/// <summary>A suspended organization appealed; people of another region decide.</summary>
public sealed record SuspensionAppealed(Guid SuspensionId, Guid OrganizationId, long Version);
