namespace StrongCities.Contracts.Membership;

/// <summary>An organization became a member; its projections start here. Kind is city or cso; region is europe or north-america.</summary>
public sealed record OrganizationAdmitted(Guid OrganizationId, long Version, string Kind, string Country, string Region);
