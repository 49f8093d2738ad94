namespace StrongCities.Contracts.Membership;

/// <summary>
/// What an organization chose to be found by, from the published lists; <paramref name="Version"/> counts the profile's edits alone.
/// Population is 0 when not said. Listing is unlisted, country, region or town.
/// </summary>
public sealed record OrganizationProfileChanged(
    Guid OrganizationId, long Version, Guid PublicId, IReadOnlyList<string> Themes, IReadOnlyList<string> Languages, long Population, string Listing);
