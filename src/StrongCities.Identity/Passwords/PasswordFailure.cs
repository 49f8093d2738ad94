namespace StrongCities.Identity.Passwords;

/// <summary>One wrong password, or wrong code of an app: for which address or account and from where, both hashed. Kept for one day.</summary>
public sealed class PasswordFailure
{
    public long Id { get; init; }
    public required byte[] AddressHash { get; init; }
    public required byte[] SourceHash { get; init; }
    public DateTimeOffset FailedAt { get; init; }
}
