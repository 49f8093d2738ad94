using StrongCities.Contracts;

namespace StrongCities.Identity.Sessions;

/// <summary>One sign-in of one person in one browser. The cookie carries its id only; the row decides whether it lives.</summary>
public sealed class Session
{
    /// <summary>Without any page or token refresh for this long, it is over.</summary>
    public const int IdleMinutesMax = 120;

    /// <summary>Over after this long whatever happens.</summary>
    public const int HoursMax = Retention.SessionHours;

    /// <summary>A password may be set only this soon after signing in.</summary>
    public const int FreshMinutes = 10;

    public Guid Id { get; init; }
    public Guid AccountId { get; init; }

    /// <summary>code, link, password+code, demonstration or invitation.</summary>
    public required string Method { get; init; }

    /// <summary>A code of the app, or a recovery code, was typed in it; a demonstration's one press counts as one.</summary>
    public bool SecondFactor { get; set; }

    /// <summary>Family and system in words, such as "Firefox, Windows", for the person to recognize it; empty when unknown.</summary>
    public string Browser { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The authorization under which every token of this session was issued; revoked with it.</summary>
    public string? AuthorizationId { get; set; }
}
