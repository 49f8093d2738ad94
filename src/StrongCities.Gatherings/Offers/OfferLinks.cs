using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Offers;

/// <summary>Issues links and finds what they open.</summary>
internal static class OfferLinks
{
    /// <summary>A fresh link for the offer; the former one ends.</summary>
    public static async Task<string> IssueLinkAsync(this GatheringsDb db, Guid offerId, CancellationToken stop)
    {
        var token = LinkToken.New();
        var hash = LinkToken.HashOf(token);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO offer_links (offer_id, token_hash, issued_at) VALUES ({offerId}, {hash}, now())
            ON CONFLICT (offer_id) DO UPDATE SET token_hash = excluded.token_hash, issued_at = excluded.issued_at
            """, stop);
        return token;
    }

    public static async Task<(SeatOffer Offer, Entry Entry)> OpenLinkAsync(this GatheringsDb db, string token, CancellationToken stop)
    {
        if (token.Length is 0 or > LinkToken.CharactersMax)
        {
            throw new RefusedException(OfferRefusals.Unknown);
        }

        var hash = LinkToken.HashOf(token);
        var found = await db.OfferLinks.Where(link => link.TokenHash == hash)
            .Join(db.SeatOffers(), link => link.OfferId, offer => offer.Id, (link, offer) => offer)
            .Join(db.Entries(), offer => offer.EntryId, entry => entry.Id, (offer, entry) => new { offer, entry })
            .SingleOrDefaultAsync(stop);
        return found is null ? throw new RefusedException(OfferRefusals.Unknown) : (found.offer, found.entry);
    }
}
