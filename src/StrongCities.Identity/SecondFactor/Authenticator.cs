namespace StrongCities.Identity.SecondFactor;

/// <summary>The one authenticator app of an account; the row exists from the moment the app's first code was typed.</summary>
public sealed class Authenticator
{
    public Guid AccountId { get; init; }

    /// <summary>The 160 bits shared with the app, sealed by data protection.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>The newest time step whose code was taken: neither it nor an older one is taken again.</summary>
    public long LastStep { get; set; }

    public DateTimeOffset AddedAt { get; init; }
}

/// <summary>One of ten codes for the day the phone is lost; works once.</summary>
public sealed class RecoveryCode
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }

    /// <summary>SHA-256 of 80 random bits.</summary>
    public required byte[] Hash { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
