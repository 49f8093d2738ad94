using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>That a person acts for an organization in a role, for good or until an instant; a role given again raises the version.</summary>
internal sealed class OrganizationRole
{
    public const string FocalPoint = "focal-point";
    public static readonly string[] All = ["elected", FocalPoint, "practitioner", "finance"];

    public Guid Id { get; init; }
    public Guid OrganizationId { get; init; }
    public Guid PersonId { get; init; }
    public string Role { get; init; } = "";
    public long Version { get; set; } = 1;
    public bool Held { get; set; } = true;
    public DateTimeOffset? Until { get; set; }

    /// <summary>The name given by whoever registered the person: shown here, so that an existing account's own name is not given away.</summary>
    public string KnownAs { get; set; } = "";
    public DateTimeOffset GrantedAt { get; set; }

    /// <summary>Who registered the person on behalf of the organization; null when nobody else did.</summary>
    public Guid? RegisteredBy { get; set; }

    /// <summary>When the person agreed to that; until then the name is shown to no one but whoever registered the person, and staff.</summary>
    public DateTimeOffset? AgreedAt { get; set; }

    /// <summary>SHA-256 of the link by which the person agrees or undoes it, and when it was made.</summary>
    public byte[]? LinkHash { get; set; }
    public DateTimeOffset? LinkAt { get; set; }

    public bool IsShownTo(Guid readerId, bool isStaff) => RegisteredBy is null || AgreedAt is not null || isStaff || readerId == RegisteredBy || readerId == PersonId;

    public bool IsHeld(DateTimeOffset now) => Held && (Until is null || Until > now);

    /// <summary>Whether the role may be given; whether the person is known to the network plays no part.</summary>
    public static Refusal? MayBeGranted(string role, string name, string email, DateTimeOffset? until, bool alreadyHeld, DateTimeOffset now) =>
        !All.Contains(role) ? OrganizationRefusals.RoleUnknown
        : string.IsNullOrWhiteSpace(name) ? OrganizationRefusals.NameMissing
        : name.Trim().Length > Applications.Answers.NameMax ? OrganizationRefusals.NameTooLong
        : !Applications.Answers.IsEmail(email.Trim()) ? Applications.AnswerRefusals.EmailInvalid
        : until <= now ? OrganizationRefusals.EndInThePast
        : alreadyHeld ? OrganizationRefusals.RoleAlreadyHeld : null;

    /// <summary>A role may be ended while somebody else stays focal point for good.</summary>
    public static Refusal? MayBeEnded(IReadOnlyCollection<OrganizationRole> roles, Guid personId, string role, DateTimeOffset now)
    {
        if (roles.FirstOrDefault(held => held.PersonId == personId && held.Role == role && held.IsHeld(now)) is not { } ending)
        {
            return OrganizationRefusals.RoleNotHeld;
        }

        return ending is { Role: FocalPoint, Until: null } && !roles.Any(other => other != ending && other is { Role: FocalPoint, Held: true, Until: null })
            ? OrganizationRefusals.LastFocalPoint : null;
    }
}
