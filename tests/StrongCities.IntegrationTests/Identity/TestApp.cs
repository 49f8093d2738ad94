using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>An authenticator app: what a person's phone makes of the key the page shows (RFC 4648, RFC 6238), written apart from the program under test.</summary>
public sealed class TestApp(string key)
{
    /// <summary>The code now, or so many steps of 30 seconds from now.</summary>
    public string Code(int stepsFromNow = 0)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + stepsFromNow);
#pragma warning disable CA5350 // What apps use.
        var hash = HMACSHA1.HashData(Secret(), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    public byte[] Secret()
    {
        var bits = string.Concat(key.Where(c => c != ' ').Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(octet => Convert.ToByte(bits.Substring(octet * 8, 8), 2))];
    }
}
