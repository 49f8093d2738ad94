namespace StrongCities.Contracts.Membership;

/// <summary>A refused applicant appealed; people of another region decide.</summary>
public sealed record AppealMade(Guid ApplicationId, long Version);
