using StrongCities.Admission.Labels;

namespace StrongCities.Admission;

/// <summary>
/// One wish that may move seats. The same <paramref name="Caller"/> and <paramref name="Key"/> get the same answer for seven days;
/// used for another wish they are refused (<see cref="AdmissionRefusals.KeyReused"/>).
/// Whether the caller may ask for this is for the caller's service to judge beforehand; who may book it judges in the ledger's transaction (<see cref="Eligibility"/>).
/// </summary>
/// <param name="OfferingId">The offering whose seats are meant; an entry or offer of another offering is not found.</param>
/// <param name="Caller">The person who asks.</param>
/// <param name="Key">Idempotency key, 1 to 100 characters, made when the form was shown.</param>
public abstract record LedgerRequest(Guid OfferingId, Guid Caller, string Key)
{
    /// <summary>What the key was used for, besides the kind of request: the same for a repeated request.</summary>
    internal abstract Guid Subject { get; }
}

/// <summary>
/// Ask for seats. Confirmed with as many as fit between minimum and maximum, or put on the waiting list.
/// Refuses: offering-not-found, offering-called-off, booking-not-open, booking-closed, offering-started, seats-invalid, entry-exceeds-limit,
/// entry-invalid, already-registered, person-already-named; with <see cref="Label"/> also label-not-acknowledged, label-changed and passing-on-unknown, which are not kept:
/// whoever has read the label asks again with the same key.
/// </summary>
/// <param name="EntryId">Chosen by the caller (UUID v7). A repeated request is answered with the entry of the first.</param>
/// <param name="OrganizationId">Whom the seats are for.</param>
/// <param name="MinSeats">1 or more.</param>
/// <param name="MaxSeats">At least <paramref name="MinSeats"/>, at most <see cref="Offering.SeatsPerEntryMax"/>.</param>
public sealed record Book(Guid OfferingId, Guid Caller, string Key, Guid EntryId, Guid OrganizationId, int MinSeats, int MaxSeats)
    : LedgerRequest(OfferingId, Caller, Key)
{
    /// <summary>IANA zone of those who will answer offers; where the service knows it by what <see cref="Eligibility"/> reads, it is set there.</summary>
    public string Zone { get; init; } = "";

    /// <summary>One active entry an organization and track; at most 40 characters.</summary>
    public string Track { get; init; } = "";

    /// <summary>Groups in which each seat counts: lower-case letters, digits, <c>-</c>, <c>:</c>; at most one of each family; names that the offering does not limit are kept and harmless.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Persons already named, at most <see cref="MaxSeats"/>; each once in an offering.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];

    /// <summary>What the caller has read of the offering's label, kept together with the seats; null where nobody is asked to read one.</summary>
    public LabelReading? Label { get; init; }

    internal override Guid Subject => OrganizationId;
}

/// <summary>
/// Give up an entry. Its seats (or its place on the waiting list) are kept ten minutes for undo; in the last 24 hours before the start they are freed at once.
/// Cancelling twice is answered like once. Refuses: offering-not-found, entry-not-found.
/// </summary>
public sealed record Cancel(Guid OfferingId, Guid Caller, string Key, Guid EntryId) : LedgerRequest(OfferingId, Caller, Key)
{
    /// <summary>
    /// The organization may hold no seats any more. Nothing is kept for undo, nor what an earlier cancellation had kept:
    /// an undo at the same moment comes too late, or is ended with the rest.
    /// </summary>
    public bool Ineligible { get; init; }

    internal override Guid Subject => EntryId;
}

/// <summary>
/// Take back a cancellation or a declined offer within its ten minutes; an offer taken back can be accepted until its deadline, at least until the ten minutes are over.
/// Undoing twice is answered like once. Refuses: offering-not-found, entry-not-found, undo-too-late.
/// </summary>
public sealed record Undo(Guid OfferingId, Guid Caller, string Key, Guid EntryId) : LedgerRequest(OfferingId, Caller, Key)
{
    internal override Guid Subject => EntryId;
}

/// <summary>
/// Take the seats of an offer. Accepting twice is answered like once.
/// Refuses: offering-not-found, offer-not-found, offer-lapsed, offer-declined, offering-started, offering-called-off.
/// </summary>
public sealed record AcceptOffer(Guid OfferingId, Guid Caller, string Key, Guid OfferId) : LedgerRequest(OfferingId, Caller, Key)
{
    internal override Guid Subject => OfferId;
}

/// <summary>
/// Give up the seats of an offer and the entry with it; kept ten minutes for undo, in the last 24 hours freed at once. Declining twice is answered like once.
/// Refuses: offering-not-found, offer-not-found, offer-lapsed, offer-accepted, offering-called-off.
/// </summary>
public sealed record DeclineOffer(Guid OfferingId, Guid Caller, string Key, Guid OfferId) : LedgerRequest(OfferingId, Caller, Key)
{
    internal override Guid Subject => OfferId;
}

/// <summary>
/// Make do with fewer seats, so that a smaller gap fits. Refuses: offering-not-found, entry-not-found, entry-not-waiting, minimum-only-lowered, seats-invalid.
/// </summary>
public sealed record LowerMinimum(Guid OfferingId, Guid Caller, string Key, Guid EntryId, int MinSeats) : LedgerRequest(OfferingId, Caller, Key)
{
    internal override Guid Subject => EntryId;
}

/// <summary>
/// Name the persons of an entry, all of them at once; who is left out gives the seat back to the entry, unnamed.
/// Refuses: offering-not-found, entry-not-found, entry-over, people-exceed-seats, person-already-named.
/// </summary>
public sealed record NamePeople(Guid OfferingId, Guid Caller, string Key, Guid EntryId, IReadOnlyList<Guid> People) : LedgerRequest(OfferingId, Caller, Key)
{
    internal override Guid Subject => EntryId;
}

/// <summary>
/// Change the number of seats. More seats are offered to the waiting list at once. Refuses: offering-not-found, seats-invalid,
/// capacity-below-taken with the number of seats to free first.
/// </summary>
public sealed record ChangeCapacity(Guid OfferingId, Guid Caller, string Key, int Capacity) : LedgerRequest(OfferingId, Caller, Key)
{
    internal override Guid Subject => OfferingId;
}

/// <summary>
/// Move the start, or the time in which one can book. Deadlines of offers already made stay; none can be accepted after the start. Refuses: offering-not-found, offering-called-off.
/// </summary>
public sealed record Reschedule(Guid OfferingId, Guid Caller, string Key, DateTimeOffset StartsAt, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt)
    : LedgerRequest(OfferingId, Caller, Key)
{
    internal override Guid Subject => OfferingId;
}

/// <summary>
/// The offering will not take place: every active entry ends with <see cref="EndReason.CalledOff"/>, open offers are withdrawn, nothing can be undone.
/// Refuses: offering-not-found.
/// </summary>
public sealed record CallOff(Guid OfferingId, Guid Caller, string Key) : LedgerRequest(OfferingId, Caller, Key)
{
    internal override Guid Subject => OfferingId;
}

/// <summary>A timed move: the ten minutes of a held entry are over.</summary>
internal sealed record EndHold(Guid OfferingId, Guid EntryId) : LedgerRequest(OfferingId, Guid.Empty, "")
{
    internal override Guid Subject => EntryId;
}

/// <summary>A timed move: the deadline of an entry's offer has passed.</summary>
internal sealed record ExpireOffer(Guid OfferingId, Guid EntryId) : LedgerRequest(OfferingId, Guid.Empty, "")
{
    internal override Guid Subject => EntryId;
}

/// <summary>A timed move: seats reserved for a group open to everybody.</summary>
internal sealed record ReleaseReservation(Guid OfferingId, Guid MoveId, string Group) : LedgerRequest(OfferingId, Guid.Empty, "")
{
    internal override Guid Subject => MoveId;
}
