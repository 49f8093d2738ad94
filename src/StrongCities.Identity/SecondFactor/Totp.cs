using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace StrongCities.Identity.SecondFactor;

/// <summary>
/// Codes of RFC 6238 as every app makes them: SHA-1, six digits, steps of 30 seconds. Not the framework's own provider, which does not say
/// which step a code was of: without that a code that was read over a shoulder could be used again.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int StepSeconds = 30;

    // A phone's clock may be one step off, and a slow reader one step late.
    private const int StepsAround = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string CodeAt(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The one hash that all apps know; HMAC does not need collision resistance.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The step around <paramref name="now"/> that the code is of, or null.</summary>
    public static long? StepOf(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        long? found = null;
        var typed = System.Text.Encoding.ASCII.GetBytes(code);
        for (var step = StepAt(now) - StepsAround; step <= StepAt(now) + StepsAround; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(typed, System.Text.Encoding.ASCII.GetBytes(CodeAt(secret, step))))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>Base 32 of RFC 4648 without padding, for whole groups of 40 bits.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new System.Text.StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var octet in bytes)
        {
            bits = (bits << 8) | octet;
            for (count += 8; count >= 5; count -= 5)
            {
                text.Append(Alphabet[(bits >> (count - 5)) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return text.ToString();
    }
}
