using StrongCities.Admission;
using StrongCities.Gatherings.Registrations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Offers;

/// <summary>Takes a declined offer back within its ten minutes: it is open again.</summary>
internal sealed class UndoDecline(GatheringsDb db, Ledger ledger)
{
    public async Task<Guid> RunAsync(string token, CancellationToken stop)
    {
        var (offer, entry) = await db.OpenLinkAsync(token, stop);
        // The link undoes its own decline only, never a cancellation made after the seats were taken.
        if (offer.State != SeatOfferState.Declined)
        {
            return offer.State == SeatOfferState.Open ? offer.Id : throw new RefusedException(RegistrationRefusals.UndoTooLate);
        }

        var answer = await ledger.SubmitAsync(new Undo(offer.OfferingId, entry.RegisteredBy, Guid.NewGuid().ToString("N"), entry.Id), stop);
        return answer.Refusal is null ? offer.Id : throw new RefusedException(OfferRefusals.Of(answer));
    }
}
