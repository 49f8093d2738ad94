using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace StrongCities.Gatherings;

/// <summary>How a cache tells one state of a list from the next.</summary>
internal static class VersionDigest
{
    /// <summary>
    /// A digest of every listed row's id and numbers, in hexadecimal. Where the numbers only rise, a digest never comes back:
    /// what a cache stored under it cannot be taken for a later state. It reads counters, no text.
    /// </summary>
    public static string Of(IEnumerable<(Guid Id, long[] Numbers)> rows)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (id, numbers) in rows.OrderBy(row => row.Id))
        {
            digest.AppendData(id.ToByteArray());
            digest.AppendData(MemoryMarshal.AsBytes<long>(numbers));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset()[..16]);
    }
}
