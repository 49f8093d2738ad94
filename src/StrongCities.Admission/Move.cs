using StrongCities.Outbox;

namespace StrongCities.Admission;

/// <summary>What happened.</summary>
public enum MoveKind
{
    /// <summary>A new entry was confirmed at once.</summary>
    Booked,
    /// <summary>A new entry went on the waiting list.</summary>
    Waitlisted,
    /// <summary>Freed seats were offered to a waiting entry.</summary>
    Offered,
    /// <summary>The offer was accepted; the entry is confirmed.</summary>
    OfferAccepted,
    /// <summary>The offer was declined: the entry is held for undo or, on the last day, over.</summary>
    OfferDeclined,
    /// <summary>The offer was not answered by its deadline; the entry is over.</summary>
    OfferLapsed,
    /// <summary>The entry was cancelled: held for undo or, on the last day, over.</summary>
    Cancelled,
    /// <summary>The cancellation was taken back.</summary>
    CancelUndone,
    /// <summary>The declined offer was taken back and is open again.</summary>
    DeclineUndone,
    /// <summary>The undo hold ended; the entry is over and its seats are free.</summary>
    HoldEnded,
    /// <summary>A waiting entry makes do with fewer seats.</summary>
    MinimumLowered,
    /// <summary>The persons of an entry changed.</summary>
    PeopleNamed,
    /// <summary>The entry ended because the offering was called off.</summary>
    EntryCalledOff,
    /// <summary>The number of seats changed; no entry.</summary>
    CapacityChanged,
    /// <summary>The start or the booking time changed; no entry.</summary>
    Rescheduled,
    /// <summary>The offering was called off; no entry.</summary>
    CalledOff,
    /// <summary>Seats reserved for a group opened to everybody; no entry.</summary>
    ReservationReleased,
}

/// <summary>One thing that the ledger did, told to the caller's facts inside the transaction that does it.</summary>
/// <param name="Offering">The offering right after the move.</param>
/// <param name="Before">The entry before; null for a new entry and for moves of the offering.</param>
/// <param name="After">The entry after; null for moves of the offering.</param>
/// <param name="Offer">The seat offer, for the kinds that are about one.</param>
/// <param name="By">Who asked for it; null when time did, or when seats were freed by somebody else's move.</param>
/// <param name="At">The database's clock.</param>
public sealed record Move(MoveKind Kind, Offering Offering, Entry? Before, Entry? After, SeatOffer? Offer, Guid? By, DateTimeOffset At);

/// <summary>
/// Turns a move into the outbox rows of the caller's own facts. Pure and quick: it runs while the offering is locked, and may run again for the same move when a transaction is tried again.
/// An exception makes the one request that caused the move fail, alone.
/// </summary>
public delegate IEnumerable<OutboxRow> FactsOfMove(Move move);
