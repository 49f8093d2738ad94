using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Notifications.Events;

/// <summary>The calendar UID of one registration for one reader: stable, and of no use for linking two readers or two dialogues.</summary>
internal static class ReaderUid
{
    public static string Of(string registrationUid, string personId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(registrationUid), Encoding.UTF8.GetBytes(personId)))[..32] + "@strongcities";
}
