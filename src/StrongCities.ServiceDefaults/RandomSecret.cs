using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.ServiceDefaults;

/// <summary>Random secrets that travel in links and cookies, and the hashes that are kept of them: a stolen copy of the database opens nothing.</summary>
public static class RandomSecret
{
    /// <summary>256 random bits as 43 URL-safe characters.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
