using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission;

/// <summary>What strangers may know of the free seats: bands, never counts.</summary>
public enum Availability
{
    /// <summary>Ten seats or more are free.</summary>
    TenOrMore,
    /// <summary>One to nine seats are free.</summary>
    FewerThanTen,
    /// <summary>No seat is free; the waiting list is open.</summary>
    FullListOpen,
    /// <summary>One cannot book yet.</summary>
    NotOpenYet,
    /// <summary>One can no longer book.</summary>
    Closed,
    /// <summary>It has been called off.</summary>
    CalledOff,
}

/// <summary>Exact numbers of one offering, for its own staff. Every seat and every entry is counted once.</summary>
/// <param name="Capacity">Seats in total: the sum of confirmed, offered, held, reserved and free ones.</param>
/// <param name="ConfirmedSeats">Seats of confirmed entries.</param>
/// <param name="OfferedSeats">Seats kept for open offers.</param>
/// <param name="HeldSeats">Seats kept for undo.</param>
/// <param name="ReservedSeats">Unused seats reserved for groups.</param>
/// <param name="FreeSeats">Seats free to anybody.</param>
/// <param name="WaitingEntries">Entries on the waiting list.</param>
/// <param name="ConfirmedEntries">Entries with seats.</param>
public sealed record OfferingCounts(int Capacity, int ConfirmedSeats, int OfferedSeats, int HeldSeats, int ReservedSeats, int FreeSeats, int WaitingEntries, int ConfirmedEntries);

/// <summary>Reads of the ledger's tables through the caller's context; entries and offers are never tracked.</summary>
public static class AdmissionViews
{
    /// <summary>All offerings, without their groups.</summary>
    public static IQueryable<Offering> Offerings(this DbContext db) => db.Set<Offering>().AsNoTracking();

    /// <summary>All entries.</summary>
    public static IQueryable<Entry> Entries(this DbContext db) => db.Set<Entry>().AsNoTracking();

    /// <summary>All seat offers.</summary>
    public static IQueryable<SeatOffer> SeatOffers(this DbContext db) => db.Set<SeatOffer>().AsNoTracking();

    /// <summary>All persons named in active entries.</summary>
    public static IQueryable<NamedPerson> NamedPeople(this DbContext db) => db.Set<NamedPerson>().AsNoTracking();

    /// <summary>The entry's own place on the waiting list, from 1; null when it does not wait.</summary>
    public static async Task<int?> PositionAsync(this DbContext db, Guid entryId, CancellationToken cancellation)
    {
        var own = await db.Entries().Where(e => e.Id == entryId && e.State == EntryState.Waiting).Select(e => new { e.OfferingId, e.Sequence }).SingleOrDefaultAsync(cancellation);
        return own is null
            ? null
            : await db.Entries().CountAsync(e => e.OfferingId == own.OfferingId && e.State == EntryState.Waiting && e.Sequence <= own.Sequence, cancellation);
    }

    /// <summary>Exact counts for staff; null when there is no such offering.</summary>
    public static async Task<OfferingCounts?> CountsAsync(this DbContext db, Guid offeringId, CancellationToken cancellation) =>
        await db.Offerings().Where(o => o.Id == offeringId).Select(o => new OfferingCounts(
            o.Capacity,
            db.Entries().Where(e => e.OfferingId == o.Id && e.State == EntryState.Confirmed).Sum(e => e.Seats),
            db.Entries().Where(e => e.OfferingId == o.Id && e.State == EntryState.Offered).Sum(e => e.Seats),
            db.Entries().Where(e => e.OfferingId == o.Id && e.State == EntryState.Held).Sum(e => e.Seats),
            o.KeptFree,
            o.Capacity - o.Taken - o.KeptFree,
            o.Waiting,
            db.Entries().Count(e => e.OfferingId == o.Id && e.State == EntryState.Confirmed))).SingleOrDefaultAsync(cancellation);

    /// <summary>The public band of <paramref name="offering"/> at <paramref name="now"/>.</summary>
    public static Availability AvailabilityAt(this Offering offering, DateTimeOffset now) => offering switch
    {
        { CalledOff: true } => Availability.CalledOff,
        _ when now < offering.OpensAt => Availability.NotOpenYet,
        _ when now >= offering.ClosesAt || now >= offering.StartsAt => Availability.Closed,
        { Free: >= 10 } => Availability.TenOrMore,
        { Free: > 0 } => Availability.FewerThanTen,
        _ => Availability.FullListOpen,
    };
}
