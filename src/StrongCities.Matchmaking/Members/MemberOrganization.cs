namespace StrongCities.Matchmaking.Members;

/// <summary>What this service knows of an organization of the network: a copy, kept by Membership's facts and backfill. Its name is not among it.</summary>
internal sealed class MemberOrganization
{
    public required Guid Id { get; init; }
    public long Version { get; set; }
    public string Kind { get; set; } = "";
    public string Country { get; set; } = "";
    public string Region { get; set; } = "";

    /// <summary>prospect, member, paused, suspended or left; empty while only the profile has arrived.</summary>
    public string Standing { get; set; } = "";

    /// <summary>The profile has a count of its own.</summary>
    public long ProfileVersion { get; set; }
    public Guid PublicId { get; set; }
    public string[] Themes { get; set; } = [];
    public string[] Languages { get; set; } = [];
    public long Population { get; set; }
    public string Listing { get; set; } = "";

    public bool IsMember => Standing == "member";

    /// <summary>Whether the public directory shows it.</summary>
    public bool IsListed => IsMember && (Kind == "city" || Listing != "unlisted");
}

/// <summary>That a person may act, or no longer may, for an organization in a role: a copy, as above. Ended roles stay as rows so that a late fact does not bring them back.</summary>
internal sealed class OrganizationRole
{
    public const string FocalPoint = "focal-point";

    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required string Role { get; init; }
    public long Version { get; set; }
    public bool Held { get; set; }
    public DateTimeOffset? Until { get; set; }
}
