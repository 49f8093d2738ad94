using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Events.Offers;

/// <summary>The link that answers an offer without sign-in. Only the hash of its 256 random bits is kept, so a stolen copy of the database opens nothing.</summary>
internal sealed class OfferLink
{
    private const int TokenBytes = 32;

    public required Guid OfferId { get; init; }
    public required byte[] TokenHash { get; set; }
    public DateTimeOffset IssuedAt { get; set; }

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
