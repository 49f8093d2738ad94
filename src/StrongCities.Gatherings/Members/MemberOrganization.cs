namespace StrongCities.Gatherings.Members;

/// <summary>What this service knows of an organization of the network: a copy, kept by Membership's facts and backfill.</summary>
internal sealed class MemberOrganization
{
    public required Guid Id { get; init; }
    public long Version { get; set; }
    public string Kind { get; set; } = "";
    public string Country { get; set; } = "";
    public string Region { get; set; } = "";

    /// <summary>member, paused, suspended or left.</summary>
    public string Standing { get; set; } = "";
}

/// <summary>That a person may act, or no longer may, for an organization in a role: a copy, as above. Ended roles stay as rows so that a late fact does not bring them back.</summary>
internal sealed class OrganizationRole
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required string Role { get; init; }
    public long Version { get; set; }
    public bool Held { get; set; }
    public DateTimeOffset? Until { get; set; }
}
