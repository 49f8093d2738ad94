namespace StrongCities.Notifications.Letters;

/// <summary>What all letters about one thing to one reader have in common.</summary>
/// <param name="Zone">IANA zone in which the reader is told deadlines.</param>
internal sealed record LetterFrame(string Subject, string Greeting, IReadOnlyList<(string Label, string Value)> Details, string Zone)
{
    public Letter Letter(IReadOnlyList<string> paragraphs, (string Label, string Address)? action = null, IReadOnlyList<CalendarPart>? calendars = null) =>
        new(Subject, Greeting, paragraphs, Details, action, calendars);
}
