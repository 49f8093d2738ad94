using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings;

namespace StrongCities.Gatherings.Offers;

/// <summary>Reads an offer as whoever holds its link is told of it.</summary>
internal static class OfferView
{
    public static async Task<Wire.SeatOffer> ShowOfferAsync(this GatheringsDb db, Guid offerId, CancellationToken stop)
    {
        var offer = await db.SeatOffers().SingleAsync(x => x.Id == offerId, stop);
        var entry = await db.Entries().SingleAsync(x => x.Id == offer.EntryId, stop);
        var (gathering, seats) = (await db.FindWithSeatsAsync(entry.OfferingId, stop))!.Value;
        var now = await db.NowAsync(stop);
        return new Wire.SeatOffer
        {
            State = StateOf(offer, now),
            Seats = offer.Seats,
            Until = offer.Deadline.ToTimestamp(),
            UndoUntil = offer.State == SeatOfferState.Declined && entry.State == EntryState.Held ? entry.HeldUntil?.ToTimestamp() : null,
            Gathering = gathering.ToWire(seats, now),
            BookingReference = entry.Reference,
            TimeZone = entry.Zone,
        };
    }

    internal static string StateOf(SeatOffer offer, DateTimeOffset now) => offer.State switch
    {
        SeatOfferState.Open when now <= offer.Deadline => "offered",
        SeatOfferState.Accepted => "accepted",
        SeatOfferState.Declined => "declined",
        _ => "expired",
    };
}
