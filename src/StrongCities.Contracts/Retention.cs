namespace StrongCities.Contracts;

/// <summary>How long personal data are kept: services delete by these periods, and the page on privacy tells readers the same ones. docs/privacy.md says which data each is of.</summary>
public static class Retention
{
    /// <summary>An application that was not sent, from its first save; waiting for a council stops the clock.</summary>
    public const int UnsentApplicationMonths = 6;

    /// <summary>Letters and documents of an application, from its last decision.</summary>
    public const int EvidenceMonths = 12;

    /// <summary>The private address of a calendar, from the last day it was read: one that nobody reads is forgotten by whoever made it.</summary>
    public const int UnreadCalendarDays = 365;

    /// <summary>A mail as it went out.</summary>
    public const int SentMailDays = 30;

    /// <summary>That a mail with its reference went out: ids alone, and a calendar entry may be cancelled long after its invitation.</summary>
    public const int MailReferenceDays = 400;

    /// <summary>Asking for a code or a link, typing a wrong password, and what is over of a sign-in.</summary>
    public const int SignInRecordDays = 1;

    /// <summary>A session, from signing in.</summary>
    public const int SessionHours = 12;
}
