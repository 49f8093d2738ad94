using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;

namespace StrongCities.Events.Dialogues;

/// <summary>What the public calendar lists, and how a cache tells one state of it from the next.</summary>
internal static class ListedDialogues
{
    public const int DialoguesMax = 200;

    /// <summary>Published dialogues that have not ended, soonest first.</summary>
    public static IQueryable<Dialogue> Listed(this EventsDb db, DateTimeOffset now) =>
        db.Dialogues.Where(dialogue => dialogue.State == DialogueState.Published && dialogue.EndsAt > now)
            .OrderBy(dialogue => dialogue.StartsAt).ThenBy(dialogue => dialogue.Id).Take(DialoguesMax);

    /// <summary>
    /// A digest of every listed row's version, its seats' version and whether it still takes registrations. Both versions only rise, so a digest
    /// never comes back: what a cache stored under it cannot be taken for a later state. It reads counters, no text.
    /// </summary>
    public static async Task<string> ListVersionAsync(this EventsDb db, DateTimeOffset now, CancellationToken stop)
    {
        var rows = await db.Listed(now)
            .Join(db.Offerings(), dialogue => dialogue.Id, offering => offering.Id,
                (dialogue, offering) => new { dialogue.Id, dialogue.Version, dialogue.StartsAt, Seats = offering.Version })
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
