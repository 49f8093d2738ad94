using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings.Registrations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Offers;

/// <summary>Takes the offered seats, by the mailed link or by a person of the organization; a second acceptance is answered like the first.</summary>
internal sealed class AcceptOffer(GatheringsDb db, Ledger ledger)
{
    /// <summary>The offer's id. Whoever holds the link acts for the person who registered.</summary>
    public async Task<Guid> RunAsync(string token, CancellationToken stop)
    {
        var (offer, entry) = await db.OpenLinkAsync(token, stop);
        await AcceptAsync(offer, entry, entry.RegisteredBy, stop);
        return offer.Id;
    }

    /// <summary>The registration's id.</summary>
    public async Task<Guid> RunAsync(Guid personId, string registrationId, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        var offer = await db.SeatOffers().SingleOrDefaultAsync(x => x.EntryId == entry.Id, stop) ?? throw new RefusedException(OfferRefusals.Expired);
        await AcceptAsync(offer, entry, personId, stop);
        return entry.Id;
    }

    private async Task AcceptAsync(SeatOffer offer, Entry entry, Guid caller, CancellationToken stop)
    {
        // Already accepted is answered like the first time, whatever has become of the organization since.
        if (offer.State == SeatOfferState.Open && !await db.MemberOrganizations.AnyAsync(x => x.Id == entry.OrganizationId && x.Standing == "member", stop))
        {
            throw new RefusedException(RegistrationRefusals.OrganizationNotMember);
        }

        var answer = await ledger.SubmitAsync(new Admission.AcceptOffer(offer.OfferingId, caller, Guid.NewGuid().ToString("N"), offer.Id), stop);
        if (answer.Refusal is not null)
        {
            throw new RefusedException(OfferRefusals.Of(answer));
        }
    }
}
