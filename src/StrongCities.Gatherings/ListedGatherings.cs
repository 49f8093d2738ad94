using System.Buffers.Binary;
using System.Security.Cryptography;
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

    /// <summary>
    /// A digest of every listed row's version, its seats' version and whether it still takes registrations. Both versions only rise, so a digest
    /// never comes back: what a cache stored under it cannot be taken for a later state. It reads counters, no text.
    /// </summary>
    public static async Task<string> ListVersionAsync(this GatheringsDb db, DateTimeOffset now, CancellationToken stop)
    {
        var rows = await db.Listed(now)
            .Join(db.Offerings(), gathering => gathering.Id, offering => offering.Id,
                (gathering, offering) => new { gathering.Id, gathering.Version, gathering.StartsAt, Seats = offering.Version })
            .ToListAsync(stop);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> row = stackalloc byte[33];
        foreach (var listed in rows.OrderBy(row => row.Id))
        {
            listed.Id.TryWriteBytes(row);
            BinaryPrimitives.WriteInt64LittleEndian(row[16..], listed.Version);
            BinaryPrimitives.WriteInt64LittleEndian(row[24..], listed.Seats);
            row[32] = listed.StartsAt > now ? (byte)1 : (byte)0;
            digest.AppendData(row);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset()[..16]);
    }
}
