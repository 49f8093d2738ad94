using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings.Registrations;

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
            State = StateOf(offer, entry, now),
            Seats = offer.Seats,
            Until = offer.Deadline.ToTimestamp(),
            UndoUntil = offer.State == SeatOfferState.Declined && entry.State == EntryState.Held ? entry.HeldUntil?.ToTimestamp() : null,
            Gathering = gathering.ToWire(seats, now),
            BookingReference = entry.Reference,
            TimeZone = entry.Zone,
            DeclinesAtOnce = RegistrationView.IsFreedAtOnce(gathering, now),
        };
    }

    /// <summary>Of a registration that is given up or over, what ended it is said: the offer alone knows only its answer.</summary>
    internal static string StateOf(SeatOffer offer, Entry entry, DateTimeOffset now) => entry.EndReason switch
    {
        EndReason.Declined => "declined",
        EndReason.Withdrawn => "cancelled",
        EndReason.CalledOff => "called-off",
        EndReason.Ineligible => "not-member",
        _ when offer.State == SeatOfferState.Accepted => "accepted",
        _ when offer.State == SeatOfferState.Open && now <= offer.Deadline => "offered",
        _ => "expired",
    };
}
