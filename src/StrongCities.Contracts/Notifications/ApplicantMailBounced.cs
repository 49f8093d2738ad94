namespace StrongCities.Contracts.Notifications;

/// <summary>A mail about an application was refused for good by the applicant's mail server; reviewers see it on the case.</summary>
public sealed record ApplicantMailBounced(Guid ApplicationId);
