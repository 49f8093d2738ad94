namespace StrongCities.Notifications.Letters;

/// <summary>One mail to one person, in that person's language, before it is put into text and HTML.</summary>
/// <param name="Subject">Reveals nothing on a locked screen: no title, place, name or reason.</param>
/// <param name="Greeting">With the reader's name, or without when it is not known.</param>
/// <param name="Paragraphs">In order.</param>
/// <param name="Details">Label and value, such as a date in words.</param>
/// <param name="Action">The one thing to do, or null. Opening its address changes nothing: mail filters open links.</param>
/// <param name="Calendars">Invitations and their cancellations, one a calendar entry.</param>
internal sealed record Letter(
    string Subject,
    string Greeting,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<(string Label, string Value)> Details,
    (string Label, string Address)? Action = null,
    IReadOnlyList<CalendarPart>? Calendars = null)
{
    public IReadOnlyList<CalendarPart> Calendars { get; } = Calendars ?? [];
}

/// <summary>A calendar file that travels with a letter.</summary>
/// <param name="Method">REQUEST or CANCEL (RFC 5546).</param>
/// <param name="Content">The iCalendar text, of one entry: RFC 5546 allows one UID a file.</param>
/// <param name="About">What the entry is of: a dialogue or a session.</param>
/// <param name="Uid">The entry's.</param>
internal sealed record CalendarPart(string Method, string Content, Guid About = default, string Uid = "")
{
    public const string Request = "REQUEST";
    public const string Cancel = "CANCEL";
}

/// <summary>What stands under every letter.</summary>
/// <param name="Reference">Confirmed by the page at <paramref name="CheckAddress"/>.</param>
/// <param name="CheckAddress">Holds no reference: whoever checks types it, so that a forged link proves nothing.</param>
/// <param name="HelpAddress">Where a person answers.</param>
internal sealed record LetterFooter(string Reference, string CheckAddress, string HelpAddress);
