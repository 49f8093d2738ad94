using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Letters;

/// <summary>Letters about waiting for seats, being offered them and giving them up; the same for dialogues and trainings.</summary>
internal static class SeatLetters
{
    /// <param name="opening">That nothing is free, and the place in line.</param>
    public static Letter Waiting(LetterFrame frame, string opening, (string, string) page, Words words) => frame.Letter(
        [
            opening,
            words["When seats become free, they are offered in order of the list: you get a mail with one button and a stated time to answer."],
        ],
        page);

    /// <param name="address">The page of this offer, which needs no sign-in.</param>
    public static Letter Offered(LetterFrame frame, int seats, DateTimeOffset until, string address, Words words) => frame.Letter(
        [
            words.Plural("A seat has become free and is offered to you.", "{count} seats have become free and are offered to you.", seats),
            words["Please answer by {time}. After that the offer goes to the next on the list.", ("time", ZonedTime.InWords(until, frame.Zone, words))],
            words["Opening the link changes nothing: the page asks you first. You need not sign in."],
        ],
        (words["Answer the offer"], address));

    /// <param name="undoUntil">Null when the seats were freed at once, or have been since.</param>
    /// <param name="page">The registration's, where it can be undone as on the offer's.</param>
    public static Letter Declined(LetterFrame frame, DateTimeOffset? undoUntil, (string, string) page, Words words) => frame.Letter(
        [undoUntil is { } until
            ? words["You gave up the seats that were offered to you. Until {time} you can take that back; after that they go to others, and your registration ends.", ("time", ZonedTime.InWords(until, frame.Zone, words))]
            : words["You gave up the seats that were offered to you. They go to others, and your registration has ended."]],
        page);

    /// <param name="address">Of what it was about, where one registers anew.</param>
    public static Letter Lapsed(LetterFrame frame, string address, Words words) => frame.Letter(
        [words["The seats that were offered to you were not taken in time and go to others; your registration has ended. You may register again."]],
        (words["See whether there are seats"], address));
}
