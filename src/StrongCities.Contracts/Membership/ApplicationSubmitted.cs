namespace StrongCities.Contracts.Membership;

/// <summary>An application was sent in: the applicant is mailed its reference and what happens next.</summary>
public sealed record ApplicationSubmitted(Guid ApplicationId, long Version);
