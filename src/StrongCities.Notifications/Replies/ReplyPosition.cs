namespace StrongCities.Notifications.Replies;

/// <summary>How far a mailbox has been read. The mailbox itself is never changed: people may read it too.</summary>
public sealed class ReplyPosition
{
    public required string Mailbox { get; init; }

    /// <summary>IMAP's UIDVALIDITY: when it changes, all numbers are new.</summary>
    public required uint Validity { get; set; }

    /// <summary>The UID of the last message that was read.</summary>
    public required uint LastUid { get; set; }
}
