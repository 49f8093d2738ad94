namespace StrongCities.Contracts.Membership;

/// <summary>A draft was opened, or its link asked for again: the applicant is mailed the link that resumes it.</summary>
public sealed record ApplicationStarted(Guid ApplicationId, long Version);
