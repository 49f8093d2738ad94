using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Feeds;

/// <summary>Whose feed a token opens; notes that it was read today. Refuses with: feed-unknown.</summary>
internal static class OpenFeed
{
    private const int TokenCharactersMax = 100;

    public static async Task<Guid> RunAsync(MembershipDb db, string token, CancellationToken stop)
    {
        var hash = token.Length is 0 or > TokenCharactersMax ? [] : RandomSecret.Hash(token);
        var people = await db.Database.SqlQuery<Guid>(
            $"UPDATE calendar_feeds SET last_read_on = (now() AT TIME ZONE 'UTC')::date WHERE token_hash = {hash} RETURNING person_id AS \"Value\"").ToListAsync(stop);
        return people is [var personId] ? personId : throw new RefusedException(FeedRefusals.Unknown);
    }
}
