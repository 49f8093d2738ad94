using System.Security.Cryptography;

namespace StrongCities.Membership.Applications;

/// <summary>
/// The number that people read out: <c>SC-XXXX-XXXX</c>, seven random characters and a check character, without I, L, O, 0 and 1.
/// The alphabet has 31 characters, a prime: every single wrong character and every swap of neighbors is noticed.
/// </summary>
internal static class ApplicationReference
{
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int Random = 7;

    public static string New() => From(RandomNumberGenerator.GetString(Alphabet, Random));

    /// <summary>The reference of seven characters of the alphabet.</summary>
    public static string From(string characters) => Format(characters + Alphabet[Check(characters)]);

    /// <summary>Whether a typed reference, in either case and with or without hyphens, can be right.</summary>
    public static bool IsValid(string typed)
    {
        var plain = typed.Trim().ToUpperInvariant().Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return plain.Length == 2 + Random + 1 && plain.StartsWith("SC", StringComparison.Ordinal) && plain.Skip(2).All(Alphabet.Contains)
            && Alphabet[Check(plain[2..^1])] == plain[^1];
    }

    private static int Check(string characters) =>
        characters.Select((character, place) => (place + 1) * Alphabet.IndexOf(character, StringComparison.Ordinal)).Sum() % Alphabet.Length;

    private static string Format(string all) => $"SC-{all[..4]}-{all[4..]}";
}
