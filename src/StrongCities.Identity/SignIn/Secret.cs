using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Identity.SignIn;

/// <summary>Random secrets that travel in links and cookies, and the hashes that are kept of them.</summary>
internal static class Secret
{
    /// <summary>256 random bits as 43 URL-safe characters.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Eight digits, uniform.</summary>
    public static string CreateCode() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
