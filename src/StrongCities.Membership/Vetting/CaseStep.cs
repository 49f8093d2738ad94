namespace StrongCities.Membership.Vetting;

/// <summary>One step of a case's history, from the first sending on; rows are added and never changed or deleted.</summary>
internal sealed class CaseStep
{
    public long Id { get; init; }
    public Guid ApplicationId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Who acted; null when the applicant or the system did.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>sent, answered, review-begun, asked, recommended-to-admit, recommended-to-refuse, admitted, refused, moved, appealed, guest, appeal-admitted, appeal-refused, mail-bounced.</summary>
    public string Deed { get; init; } = "";
    public string State { get; init; } = "";
    public string Words { get; init; } = "";
}
