using StrongCities.Outbox;

namespace StrongCities.Notifications.Delivery;

/// <summary>That one person is to be told one thing. Who and in which words is asked of the owner when the mail is really sent.</summary>
public sealed class MailIntent : WorkRow
{
    /// <summary>One of <see cref="MailKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The application, registration, gathering or sign-in request that the mail is about.</summary>
    public required Guid AboutId { get; init; }

    /// <summary>Tells two mails of one kind about one thing apart: the fact's version.</summary>
    public required long Occasion { get; init; }

    /// <summary>Whom to write to; null = whoever the owner names (the applicant, the registrant).</summary>
    public Guid? PersonId { get; init; }

    /// <summary>For mail about a gathering or a registration in one: dialogue or cohort, which says whom to ask.</summary>
    public string? GatheringKind { get; init; }

    /// <summary>True for a fact about a whole gathering: it becomes one intent a registration.</summary>
    public bool IsAboutGathering { get; init; }

    /// <summary>The seat offer, for mail about one.</summary>
    public Guid? OfferId { get; init; }

    /// <summary>sent, outdated (no longer true when it was its turn), fanned-out, bounced; null while open.</summary>
    public string? Outcome { get; set; }

    /// <summary>The reference that the mail bears (<see cref="References.MailReference"/>), once it is sent.</summary>
    public string? Reference { get; set; }

    /// <summary>What the reader has in the calendar after this mail, where it said something about that: dialogues and sessions invited to, a later cancellation follows them.</summary>
    public Guid[]? Invited { get; set; }

    /// <summary>The UIDs of those entries: what a calendar programme names when it answers.</summary>
    public string[]? InvitedUids { get; set; }

    /// <summary>When the receiving server refused it for good, by the database's clock.</summary>
    public DateTimeOffset? BouncedAt { get; set; }

    /// <summary>The SMTP status of that refusal, such as 550.</summary>
    public int? BounceStatus { get; set; }
}
