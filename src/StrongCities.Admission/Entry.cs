namespace StrongCities.Admission;

/// <summary>Where an entry stands. The states are disjoint: an entry is counted in exactly one of them in every view.</summary>
public enum EntryState : short
{
    /// <summary>On the waiting list; takes no seat.</summary>
    Waiting = 1,
    /// <summary>Seats are kept for it until the offer's deadline; they count as taken.</summary>
    Offered = 2,
    /// <summary>Has its seats.</summary>
    Confirmed = 3,
    /// <summary>Cancelled or declined less than ten minutes ago: what it had is kept so that this can be undone; its seats count as taken.</summary>
    Held = 4,
    /// <summary>Turned down by an admission policy other than first come; takes no seat.</summary>
    Refused = 5,
    /// <summary>Over; takes no seat. <see cref="Entry.EndReason"/> says why.</summary>
    Cancelled = 6,
}

/// <summary>Why an entry is held or over.</summary>
public enum EndReason : short
{
    /// <summary>It is not over.</summary>
    None = 0,
    /// <summary>The organization gave up its entry.</summary>
    Withdrawn = 1,
    /// <summary>The organization declined the seats offered to it.</summary>
    Declined = 2,
    /// <summary>The offer's deadline passed without an answer.</summary>
    Lapsed = 3,
    /// <summary>The whole offering was called off.</summary>
    CalledOff = 4,
    /// <summary>The organization may hold no seats any more (<see cref="Cancel.Ineligible"/>).</summary>
    Ineligible = 5,
}

/// <summary>One organization's request for seats in one offering: a delegation, or the staff a CSO enrolls.</summary>
public sealed record Entry
{
    /// <summary>Chosen by the caller (UUID v7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The offering whose seats it asks for.</summary>
    public required Guid OfferingId { get; init; }

    /// <summary>The organization it is for.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>An organization has one active entry a track; empty when the offering knows no tracks.</summary>
    public required string Track { get; init; }

    /// <summary>The booking reference, for people (see <see cref="BookingReference"/>); unique in the database.</summary>
    public required string Reference { get; init; }

    /// <summary>Order of arrival within the offering, from 1; the order of the waiting list.</summary>
    public required long Sequence { get; init; }

    /// <summary>Where it stands.</summary>
    public required EntryState State { get; init; }

    /// <summary>Fewer seats than this are of no use to it; 1 or more. Can be lowered, never raised.</summary>
    public required int MinSeats { get; init; }

    /// <summary>More seats than this are not wanted.</summary>
    public required int MaxSeats { get; init; }

    /// <summary>Seats it takes now: 0 while waiting, refused or cancelled.</summary>
    public required int Seats { get; init; }

    /// <summary>Names of the offering's groups in which each of its seats counts; at most one of each family.</summary>
    public required string[] Groups { get; init; }

    /// <summary>Persons named for its seats; may be fewer than the seats, which are then named later.</summary>
    public required Guid[] People { get; init; }

    /// <summary>IANA zone of those who answer its offers, for example <c>Europe/Paris</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>The person who made the entry.</summary>
    public required Guid RegisteredBy { get; init; }

    /// <summary>While held: the state that undoing brings back.</summary>
    public EntryState? HeldFrom { get; init; }

    /// <summary>While held: the instant after which nothing can be undone.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Why it is held or over.</summary>
    public EndReason EndReason { get; init; }

    /// <summary>Rises by one with every change; facts carry it.</summary>
    public required long Version { get; init; }

    /// <summary>When it was made (the database's clock).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed (the database's clock).</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether it still stands in the way of a second entry of the same organization and track.</summary>
    public bool IsActive => State is EntryState.Waiting or EntryState.Offered or EntryState.Confirmed or EntryState.Held;
}
