namespace StrongCities.Contracts.Membership;

/// <summary>
/// An organization became a guest, was paused, suspended, resumed or left. Standing is prospect, member, paused, suspended or left;
/// a prospect is not known from <see cref="OrganizationAdmitted"/>, so its kind and country come from the backfill.
/// </summary>
public sealed record OrganizationStandingChanged(Guid OrganizationId, long Version, string Standing);
