namespace StrongCities.Identity.Passwords;

/// <summary>One wrong password: for which address and from where, both hashed. Kept for one day.</summary>
public sealed class PasswordFailure
{
    public long Id { get; init; }
    public required byte[] AddressHash { get; init; }
    public required byte[] SourceHash { get; init; }
    public DateTimeOffset FailedAt { get; init; }
}
