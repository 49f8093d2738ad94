namespace StrongCities.Membership.Organizations;

/// <summary>Who changed what of an organization's standing or of a person's roles; rows are added and never changed or deleted.</summary>
internal sealed class MembershipStep
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Who acted; null when the system did.</summary>
    public Guid? ByPersonId { get; init; }

    /// <summary>admitted, guest, standing-changed, role-granted, role-ended, person-registered, network-role-granted.</summary>
    public string Deed { get; init; } = "";
    public Guid? OrganizationId { get; init; }
    public Guid? PersonId { get; init; }

    /// <summary>The role or the standing.</summary>
    public string What { get; init; } = "";
}
