using StrongCities.Admission;
using StrongCities.Contracts.Gatherings;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Registrations;

/// <summary>What the rest of the platform is told of a move of the ledger, in the transaction that makes it.</summary>
internal static class FactsOfRegistrations
{
    public static FactsOfMove Of(string kind) => move => FactsOf(kind, move).Select(fact => OutboxRow.Create(fact, move.After!.Id.ToString()));

    internal static IEnumerable<object> FactsOf(string kind, Move move)
    {
        if (move.After is not { } after)
        {
            // Moves of the whole offering are told by the gathering's own facts.
            return [];
        }

        var (id, gathering, version) = (after.Id, after.OfferingId, after.Version);
        return move.Kind switch
        {
            MoveKind.Booked or MoveKind.Waitlisted =>
                [new DelegationRegistered(id, gathering, kind, after.OrganizationId, after.Reference, RegistrationView.StateOf(after), after.Seats, version), .. NamedAtOnce(kind, move)],
            MoveKind.PeopleNamed =>
                [new DelegatesNamed(id, gathering, kind, [.. after.People.Except(move.Before!.People)], [.. move.Before.People.Except(after.People)], version), .. Left(kind, move)],
            MoveKind.MinimumLowered => [new MinimumLowered(id, gathering, kind, after.MinSeats, version)],
            MoveKind.Offered => [new SeatOffered(move.Offer!.Id, id, gathering, kind, move.Offer.Seats, move.Offer.Deadline, version)],
            MoveKind.OfferAccepted => [new SeatOfferAccepted(move.Offer!.Id, id, gathering, kind, move.Offer.Seats, version)],
            MoveKind.OfferDeclined => [new SeatOfferDeclined(move.Offer!.Id, id, gathering, kind, after.HeldUntil ?? move.At, version)],
            MoveKind.OfferLapsed => [new SeatOfferLapsed(move.Offer!.Id, id, gathering, kind, version)],
            MoveKind.DeclineUndone => [new DeclineUndone(move.Offer!.Id, id, gathering, kind, move.Offer.Deadline, version)],
            MoveKind.Cancelled => [new RegistrationCancelled(id, gathering, kind, move.Before!.State == EntryState.Confirmed ? move.Before.Seats : 0, after.HeldUntil, version), .. Freed(kind, move)],
            MoveKind.CancelUndone => [new CancellationUndone(id, gathering, kind, version)],
            MoveKind.HoldEnded => Freed(kind, move),
            _ => [],
        };
    }

    // Whoever registered did it; of anybody else's leaving whoever registered is to hear.
    private static IEnumerable<object> Left(string kind, Move move) =>
        move.By is { } by && by != move.After!.RegisteredBy && move.Before!.People.Contains(by) && !move.After.People.Contains(by)
            ? [new DelegateLeft(move.After.Id, move.After.OfferingId, kind, by, move.After.Version)]
            : [];

    // Whoever registered hears of it by the registration itself; the others are told who named them, also while the delegation waits.
    private static IEnumerable<object> NamedAtOnce(string kind, Move move) =>
        move.After!.People.Where(person => person != move.After.RegisteredBy).ToArray() is { Length: > 0 } others
            ? [new DelegatesNamed(move.After.Id, move.After.OfferingId, kind, others, [], move.After.Version)]
            : [];

    // Seats that were only offered are in nobody's calendar.
    private static IEnumerable<object> Freed(string kind, Move move) =>
        move is { Before: { Seats: > 0 } before, After: { Seats: 0 } after } && (before.HeldFrom ?? before.State) == EntryState.Confirmed
            ? [new SeatsFreed(after.Id, after.OfferingId, kind, before.Seats, after.Version)]
            : [];
}
