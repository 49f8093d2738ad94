using System.Security.Cryptography;

namespace StrongCities.Admission;

/// <summary>
/// References that people read out on the telephone: <c>K7QF-2M9TX</c>, eight random characters and a check character
/// of an alphabet of 31 without 0, 1, I, L and O, a prime number of characters, so that one wrong character or two swapped neighbours are always noticed.
/// </summary>
public static class BookingReference
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int RandomCharacters = 8;

    /// <summary>A new random reference; 31^8 of them, and the database refuses the same twice.</summary>
    public static string New() => WithCheck(RandomNumberGenerator.GetString(Alphabet, RandomCharacters));

    /// <summary>What was meant by <paramref name="typed"/> (any case, with or without hyphen and spaces), or null when it is no reference.</summary>
    public static string? Read(string typed)
    {
        var characters = typed.ToUpperInvariant().Where(c => c is not ('-' or ' ')).ToArray();
        if (characters.Length != RandomCharacters + 1 || characters.Any(c => !Alphabet.Contains(c)))
        {
            return null;
        }

        var reference = WithCheck(new string(characters, 0, RandomCharacters));
        return reference[^1] == characters[^1] ? reference : null;
    }

    private static string WithCheck(string random)
    {
        var sum = 0;
        for (var i = 0; i < random.Length; i++)
        {
            sum += (i + 1) * Alphabet.IndexOf(random[i]);
        }

        return $"{random[..4]}-{random[4..]}{Alphabet[sum % Alphabet.Length]}";
    }
}
