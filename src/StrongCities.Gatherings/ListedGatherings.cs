using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;

namespace StrongCities.Gatherings;

/// <summary>What the public calendar lists, and how a cache tells one state of it from the next.</summary>
internal static class ListedGatherings
{
    public const int GatheringsMax = 200;

    /// <summary>Published gatherings that have not ended, soonest first.</summary>
    public static IQueryable<Gathering> Listed(this GatheringsDb db, DateTimeOffset now) =>
        db.Gatherings.Where(gathering => gathering.State == GatheringState.Published && gathering.EndsAt > now)
            .OrderBy(gathering => gathering.StartsAt).ThenBy(gathering => gathering.Id).Take(GatheringsMax);

    /// <summary>Of every listed row's version and its seats' version, which only rise, and of whether it still takes registrations.</summary>
    public static async Task<string> ListVersionAsync(this GatheringsDb db, DateTimeOffset now, CancellationToken stop)
    {
        var rows = await db.Listed(now)
            .Join(db.Offerings(), gathering => gathering.Id, offering => offering.Id,
                (gathering, offering) => new { gathering.Id, gathering.Version, gathering.StartsAt, Seats = offering.Version })
            .ToListAsync(stop);
        return VersionDigest.Of(rows.Select(row => (row.Id, new[] { row.Version, row.Seats, row.StartsAt > now ? 1 : 0 })));
    }
}
