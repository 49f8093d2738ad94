using System.Numerics;
using System.Security.Cryptography;

namespace StrongCities.Notifications.References;

/// <summary>
/// What a reader types to learn whether a mail is ours: <c>M-K7QF-2M9TX</c>, eight characters and a check character of an alphabet of 31 (a prime) without 0, 1, I, L
/// and O, so that one wrong character or two swapped neighbours are always noticed.
/// </summary>
internal static class MailReference
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Mark = "M";
    private const int Characters = 8;

    /// <summary>The same at every try of the same mail, because the first try may have arrived although it looked failed.</summary>
    public static string Of(Guid mailId)
    {
        var number = new BigInteger(SHA256.HashData(mailId.ToByteArray()), isUnsigned: true);
        var characters = new char[Characters];
        for (var place = 0; place < Characters; place++)
        {
            number = BigInteger.DivRem(number, Alphabet.Length, out var digit);
            characters[place] = Alphabet[(int)digit];
        }

        return WithCheck(new string(characters));
    }

    /// <summary>What was meant by <paramref name="typed"/> (any case, with or without hyphens and spaces), or null when it is no reference.</summary>
    public static string? Read(string typed)
    {
        var plain = string.Concat(typed.ToUpperInvariant().Where(character => character is not ('-' or ' ')));
        if (plain.Length != Mark.Length + Characters + 1 || !plain.StartsWith(Mark, StringComparison.Ordinal) || !plain.Skip(Mark.Length).All(Alphabet.Contains))
        {
            return null;
        }

        var reference = WithCheck(plain[Mark.Length..^1]);
        return reference[^1] == plain[^1] ? reference : null;
    }

    private static string WithCheck(string characters)
    {
        var sum = characters.Select((character, place) => (place + 1) * Alphabet.IndexOf(character, StringComparison.Ordinal)).Sum();
        return $"{Mark}-{characters[..4]}-{characters[4..]}{Alphabet[sum % Alphabet.Length]}";
    }
}
