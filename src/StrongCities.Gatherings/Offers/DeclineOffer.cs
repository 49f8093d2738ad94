using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Offers;

/// <summary>Gives the offered seats up, kept ten minutes for undo; in the last 24 hours they go to the next at once.</summary>
internal sealed class DeclineOffer(GatheringsDb db, Ledger ledger)
{
    public async Task<Guid> RunAsync(string token, CancellationToken stop)
    {
        var (offer, entry) = await db.OpenLinkAsync(token, stop);
        var answer = await ledger.SubmitAsync(new Admission.DeclineOffer(offer.OfferingId, entry.RegisteredBy, Guid.NewGuid().ToString("N"), offer.Id), stop);
        return answer.Refusal is null ? offer.Id : throw new RefusedException(OfferRefusals.Of(answer));
    }
}
