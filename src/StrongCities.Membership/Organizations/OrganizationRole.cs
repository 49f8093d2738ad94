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
