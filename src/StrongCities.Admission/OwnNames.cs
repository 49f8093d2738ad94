using Microsoft.EntityFrameworkCore;

namespace StrongCities.Admission;

/// <summary>Asks people whom others named whether they agree; it moves no seat. Taking a name out is the ledger's <see cref="NamePeople"/>.</summary>
public static class OwnNames
{
    /// <summary>A fresh link for a named person who was named by somebody else; the former one ends. Null when the person is not named, or by nobody else.</summary>
    public static async Task<string?> IssueNameLinkAsync(this DbContext db, Guid offeringId, Guid personId, CancellationToken cancellation)
    {
        var token = LinkToken.New();
        var hash = LinkToken.HashOf(token);
        var issued = await db.Set<NamedPerson>().Where(p => p.OfferingId == offeringId && p.PersonId == personId && p.NamedBy != personId)
            .ExecuteUpdateAsync(p => p.SetProperty(named => named.LinkHash, hash), cancellation);
        return issued > 0 ? token : null;
    }

    /// <summary>What a link opens; null when it is forged, was replaced, or the name was taken out.</summary>
    public static async Task<NamedPerson?> OpenNameLinkAsync(this DbContext db, string token, CancellationToken cancellation)
    {
        if (token.Length is 0 or > LinkToken.CharactersMax)
        {
            return null;
        }

        var hash = LinkToken.HashOf(token);
        return await db.NamedPeople().SingleOrDefaultAsync(p => p.LinkHash == hash, cancellation);
    }

    /// <summary>The person agrees to be named; asked again it answers like once.</summary>
    public static Task AgreeToBeNamedAsync(this DbContext db, Guid offeringId, Guid personId, CancellationToken cancellation) =>
        // Inside a query DateTimeOffset.UtcNow is PostgreSQL's now().
        db.Set<NamedPerson>().Where(p => p.OfferingId == offeringId && p.PersonId == personId && p.AgreedAt == null)
            .ExecuteUpdateAsync(p => p.SetProperty(named => named.AgreedAt, named => DateTimeOffset.UtcNow), cancellation);
}
