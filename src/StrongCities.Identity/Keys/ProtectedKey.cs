namespace StrongCities.Identity.Keys;

/// <summary>A key that signs tokens or seals codes, itself sealed by data protection, shared by every replica.</summary>
public sealed class ProtectedKey
{
    public const string Signing = "signing";
    public const string Sealing = "sealing";

    /// <summary>The key id that tokens name.</summary>
    public required string Id { get; init; }

    /// <summary>signing (RSA 2048, PKCS#8) or sealing (256 bits for codes and refresh tokens).</summary>
    public required string Purpose { get; init; }

    public required byte[] Secret { get; init; }

    /// <summary>Published before, used from here on.</summary>
    public DateTimeOffset ActiveFrom { get; init; }
}
