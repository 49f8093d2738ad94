namespace StrongCities.Outbox;

/// <summary>Says that a consumer has handled a message; kept for ever, so a message that returns after days still does nothing.</summary>
public sealed class InboxRow
{
    /// <summary>The message's identity.</summary>
    public Guid MessageId { get; private init; }

    /// <summary>Class name of the consumer.</summary>
    public string Consumer { get; private init; } = "";

    /// <summary>When its effect was committed, by the database's clock.</summary>
    public DateTimeOffset HandledAt { get; private init; }
}
