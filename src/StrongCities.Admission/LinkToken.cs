using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Admission;

/// <summary>What a mailed link consists of: 256 random bits. Only their hash is kept, so a stolen copy of the database opens nothing.</summary>
public static class LinkToken
{
    /// <summary>Longer than any token.</summary>
    public const int CharactersMax = 100;

    private const int TokenBytes = 32;

    /// <summary>A new token, for an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>What is kept of it.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
