using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.People;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Feeds;

/// <summary>Makes the person's feed, or gives it a new token. Refuses with: person-unknown.</summary>
internal static class MakeFeed
{
    public static async Task<Wire.MadeFeed> RunAsync(MembershipDb db, Guid personId, CancellationToken stop)
    {
        var token = RandomSecret.Create();
        // One row a person: of two presses at once the later one's token opens, the other's never.
        var made = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO calendar_feeds (person_id, token_hash, made_on)
            SELECT id, {RandomSecret.Hash(token)}, (now() AT TIME ZONE 'UTC')::date FROM people WHERE id = {personId}
            ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, made_on = excluded.made_on, last_read_on = NULL
            """, stop);
        return made == 0
            ? throw new RefusedException(PeopleRefusals.PersonUnknown)
            : new Wire.MadeFeed { Feed = (await db.Feeds.AsNoTracking().SingleAsync(feed => feed.PersonId == personId, stop)).ToWire(), Token = token };
    }
}
