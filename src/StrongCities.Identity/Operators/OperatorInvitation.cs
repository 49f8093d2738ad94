namespace StrongCities.Identity.Operators;

/// <summary>The printed single-use link by which the first operator gets in.</summary>
public sealed class OperatorInvitation
{
    public const int ValidMinutes = 60;

    public Guid Id { get; init; }

    /// <summary>SHA-256 of 256 random bits.</summary>
    public required byte[] TokenHash { get; init; }

    public required string Email { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
    public Guid? PersonId { get; set; }
}
