namespace StrongCities.Admission;

/// <summary>How a refusal is told to a program; the caller's service maps it to its status codes.</summary>
public enum RefusalKind
{
    /// <summary>Full, closed, too late: the request was understood and cannot be had now.</summary>
    Precondition,
    /// <summary>The request itself is malformed.</summary>
    Invalid,
    /// <summary>It exists already.</summary>
    Duplicate,
    /// <summary>Not there, or not in this offering.</summary>
    NotFound,
    /// <summary>Nothing was done; ask again after a moment with the same key.</summary>
    Busy,
    /// <summary>It may or may not have been done; asking again with the same key is safe and tells.</summary>
    Unconfirmed,
}

/// <summary>A request that moved nothing, and why.</summary>
/// <param name="Reason">Kebab-case, stable.</param>
/// <param name="Message">One English sentence for programs; pages word the reason themselves.</param>
/// <param name="Number">The number that the sentence is about, where there is one: seats to free, seats allowed.</param>
public sealed record AdmissionRefusal(RefusalKind Kind, string Reason, string Message, int? Number = null);

/// <summary>Every refusal of the ledger.</summary>
public static class AdmissionRefusals
{
    public static readonly AdmissionRefusal OfferingNotFound = new(RefusalKind.NotFound, "offering-not-found", "There is no such offering.");
    public static readonly AdmissionRefusal EntryNotFound = new(RefusalKind.NotFound, "entry-not-found", "There is no such entry in this offering.");
    public static readonly AdmissionRefusal OfferNotFound = new(RefusalKind.NotFound, "offer-not-found", "There is no such seat offer in this offering.");
    public static readonly AdmissionRefusal OfferingCalledOff = new(RefusalKind.Precondition, "offering-called-off", "It has been called off.");
    public static readonly AdmissionRefusal OfferingStarted = new(RefusalKind.Precondition, "offering-started", "It has already begun.");
    public static readonly AdmissionRefusal BookingNotOpen = new(RefusalKind.Precondition, "booking-not-open", "Seats cannot be booked yet.");
    public static readonly AdmissionRefusal BookingClosed = new(RefusalKind.Precondition, "booking-closed", "Seats can no longer be booked.");
    public static readonly AdmissionRefusal SeatsInvalid = new(RefusalKind.Invalid, "seats-invalid", "The number of seats is not possible.");
    public static readonly AdmissionRefusal EntryInvalid = new(RefusalKind.Invalid, "entry-invalid", "The entry's zone, track, groups or persons are not valid.");
    public static readonly AdmissionRefusal EntryExceedsLimit = new(RefusalKind.Precondition, "entry-exceeds-limit", "One entry may not have so many seats.");
    public static readonly AdmissionRefusal AlreadyRegistered = new(RefusalKind.Duplicate, "already-registered", "This organization already has an entry.");
    public static readonly AdmissionRefusal PersonAlreadyNamed = new(RefusalKind.Duplicate, "person-already-named", "A person is already named in another entry.");
    public static readonly AdmissionRefusal PeopleExceedSeats = new(RefusalKind.Precondition, "people-exceed-seats", "More persons are named than the entry has seats.");
    public static readonly AdmissionRefusal EntryOver = new(RefusalKind.Precondition, "entry-over", "The entry is over.");
    public static readonly AdmissionRefusal EntryNotWaiting = new(RefusalKind.Precondition, "entry-not-waiting", "The entry is not on the waiting list.");
    public static readonly AdmissionRefusal MinimumOnlyLowered = new(RefusalKind.Precondition, "minimum-only-lowered", "The minimum can be lowered, never raised.");
    public static readonly AdmissionRefusal UndoTooLate = new(RefusalKind.Precondition, "undo-too-late", "It can no longer be undone.");
    public static readonly AdmissionRefusal OfferLapsed = new(RefusalKind.Precondition, "offer-lapsed", "The offer's deadline has passed.");
    public static readonly AdmissionRefusal OfferDeclined = new(RefusalKind.Precondition, "offer-declined", "The offer was declined.");
    public static readonly AdmissionRefusal OfferAccepted = new(RefusalKind.Precondition, "offer-accepted", "The offer was accepted; cancel the entry instead.");
    public static readonly AdmissionRefusal CapacityBelowTaken = new(RefusalKind.Precondition, "capacity-below-taken", "More seats than that are taken or reserved.");
    public static readonly AdmissionRefusal KeyReused = new(RefusalKind.Invalid, "key-reused", "The idempotency key was used for another request.");
    public static readonly AdmissionRefusal Busy = new(RefusalKind.Busy, "busy", "Nothing was done; please ask again in a moment.");
    public static readonly AdmissionRefusal Unconfirmed = new(RefusalKind.Unconfirmed, "not-confirmed", "Not confirmed; asking again with the same key is safe.");

    /// <summary>All of them; the words of every page language are checked against this list.</summary>
    public static IReadOnlyList<AdmissionRefusal> All { get; } =
    [
        OfferingNotFound, EntryNotFound, OfferNotFound, OfferingCalledOff, OfferingStarted, BookingNotOpen, BookingClosed, SeatsInvalid, EntryInvalid,
        EntryExceedsLimit, AlreadyRegistered, PersonAlreadyNamed, PeopleExceedSeats, EntryOver, EntryNotWaiting, MinimumOnlyLowered, UndoTooLate,
        OfferLapsed, OfferDeclined, OfferAccepted, CapacityBelowTaken, KeyReused, Busy, Unconfirmed,
    ];
}
