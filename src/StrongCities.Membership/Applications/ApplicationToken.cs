using StrongCities.ServiceDefaults;

namespace StrongCities.Membership.Applications;

/// <summary>Stands for the applicant: 256 random bits in the browser's cookie or a mailed link; only the SHA-256 is kept.</summary>
internal sealed class ApplicationToken
{
    public const string Access = "access";
    public const string Link = "link";

    public byte[] Hash { get; init; } = [];
    public Guid ApplicationId { get; init; }
    public string Purpose { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; set; }

    public static (ApplicationToken Row, string Secret) Issue(Guid applicationId, string purpose, DateTimeOffset expiresAt)
    {
        var secret = RandomSecret.Create();
        return (new ApplicationToken { Hash = RandomSecret.Hash(secret), ApplicationId = applicationId, Purpose = purpose, ExpiresAt = expiresAt }, secret);
    }
}
