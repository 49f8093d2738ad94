namespace StrongCities.Contracts.Membership;

/// <summary>An applicant's appeal was not answered in time, so it is a guest of the network until it is.</summary>
public sealed record AppealUnanswered(Guid ApplicationId, long Version);
