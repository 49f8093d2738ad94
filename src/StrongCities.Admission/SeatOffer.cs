namespace StrongCities.Admission;

/// <summary>What became of an offer of seats.</summary>
public enum SeatOfferState : short
{
    /// <summary>Waits for its answer.</summary>
    Open = 1,
    /// <summary>Taken: the entry is confirmed.</summary>
    Accepted = 2,
    /// <summary>Given up; can be undone for ten minutes.</summary>
    Declined = 3,
    /// <summary>Not answered by its deadline.</summary>
    Lapsed = 4,
    /// <summary>The offering was called off.</summary>
    Withdrawn = 5,
}

/// <summary>Freed seats, offered to one waiting entry until a deadline. The link that answers it belongs to the caller: this library makes no token.</summary>
public sealed record SeatOffer
{
    /// <summary>UUID v7, made by the ledger.</summary>
    public required Guid Id { get; init; }

    /// <summary>The offering whose seats were freed.</summary>
    public required Guid OfferingId { get; init; }

    /// <summary>The one entry they are offered to.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>How many: between the entry's minimum and maximum.</summary>
    public required int Seats { get; init; }

    /// <summary>What became of it.</summary>
    public required SeatOfferState State { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last instant at which it can be accepted (see <see cref="OfferDeadline"/>).</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it was accepted, declined, withdrawn or found lapsed.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}
