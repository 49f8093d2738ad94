using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings.Registrations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Offers;

/// <summary>Takes the offered seats; a second acceptance is answered like the first.</summary>
internal sealed class AcceptOffer(GatheringsDb db, Ledger ledger)
{
    public async Task<Guid> RunAsync(string token, CancellationToken stop)
    {
        var (offer, entry) = await db.OpenLinkAsync(token, stop);
        // Already accepted is answered like the first time, whatever has become of the organization since.
        if (offer.State == SeatOfferState.Open && !await db.MemberOrganizations.AnyAsync(x => x.Id == entry.OrganizationId && x.Standing == "member", stop))
        {
            throw new RefusedException(RegistrationRefusals.OrganizationNotMember);
        }

        // Whoever holds the link acts for the person who registered.
        var answer = await ledger.SubmitAsync(new Admission.AcceptOffer(offer.OfferingId, entry.RegisteredBy, Guid.NewGuid().ToString("N"), offer.Id), stop);
        return answer.Refusal is null ? offer.Id : throw new RefusedException(OfferRefusals.Of(answer));
    }
}
