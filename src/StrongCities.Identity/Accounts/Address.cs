using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Identity.Accounts;

/// <summary>An e-mail address as it is compared: trimmed, composed, upper case. At most 254 characters (RFC 5321).</summary>
internal static class Address
{
    public const int LengthMax = 254;

    public static string Normalize(string address) => address.Trim().Normalize(NormalizationForm.FormC).ToUpperInvariant();

    /// <summary>One @ with something on both sides, a dot in the domain, no space and no control character: the mail itself is the real check.</summary>
    public static bool IsWellFormed(string address)
    {
        var at = address.IndexOf('@');
        return at > 0 && at == address.LastIndexOf('@') && address.Length <= LengthMax
            && address.IndexOf('.', at) > at + 1 && !address.EndsWith('.')
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }

    /// <summary>Counts requests for one address without the table naming it to a reader of backups at a glance.</summary>
    public static byte[] Hash(string address) => SHA256.HashData(Encoding.UTF8.GetBytes(Normalize(address)));
}
