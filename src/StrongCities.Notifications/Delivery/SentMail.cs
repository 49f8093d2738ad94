using StrongCities.Contracts;

namespace StrongCities.Notifications.Delivery;

/// <summary>A mail as it went out; deleted after <see cref="Retention.SentMailDays"/> days.</summary>
public sealed class SentMail
{
    /// <summary>The same as the intent's, so that a second try cannot store a second mail.</summary>
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required string ToAddress { get; init; }

    public required string Subject { get; init; }

    public required string Language { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>The iCalendar parts.</summary>
    public string[] Calendars { get; init; } = [];

    /// <summary>Stable over retries, so that a receiver can recognize a repeated mail.</summary>
    public required string MessageId { get; init; }

    public DateTimeOffset SentAt { get; private set; }
}
