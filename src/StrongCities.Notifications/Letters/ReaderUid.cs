using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Notifications.Letters;

/// <summary>The calendar UID of one entry for one reader: stable, and of no use for linking two readers or two entries.</summary>
internal static class ReaderUid
{
    public static string Of(string entryUid, string personId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(entryUid), Encoding.UTF8.GetBytes(personId)))[..32] + "@strongcities";
}
