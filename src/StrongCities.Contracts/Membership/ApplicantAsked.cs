namespace StrongCities.Contracts.Membership;

/// <summary>A reviewer asked the applicant for what is missing.</summary>
public sealed record ApplicantAsked(Guid ApplicationId, long Version);
