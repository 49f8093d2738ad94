using StrongCities.Contracts.Matchmaking;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Matchmaking;

/// <summary>What a focal point is told of an introduction: never a name, never a reason, and of one that did not come about the same words whatever was answered.</summary>
internal sealed class IntroductionLetters(MailSettings settings)
{
    /// <summary>The letter, or null when it would no longer be true.</summary>
    public Letter? Write(string kind, Introduction about, Contact reader, Words words) => (kind, about.State) switch
    {
        (MailKinds.IntroductionSuggested, "open") => Write(about, reader, words, words["See why, and answer"],
            words["The network suggests that your organisation meets another one. Neither of you learns who the other is before both have said yes."],
            words["Please answer by {time}. No, not yet and no answer end alike on that day, and the other side learns nothing of your answer.",
                ("time", ZonedTime.InWords(about.AnswerAt.ToDateTimeOffset(), ZoneOf(reader), words))]),
        (MailKinds.IntroductionEnded, "agreed") => Write(about, reader, words, words["See whom you are introduced to"],
            words["Both sides said yes: your organisation is introduced. Name and contact are on the page."]),
        (MailKinds.IntroductionEnded, "ended") => Write(about, reader, words, words["See your introductions"],
            words["An introduction that was suggested to your organisation did not come about. Why is kept nowhere, and nobody is told."],
            words["The round has ended; the next one may suggest another organisation."]),
        _ => null,
    };

    private Letter Write(Introduction about, Contact reader, Words words, string action, params IReadOnlyList<string> paragraphs) => new(
        words["Strong Cities: about an introduction"], words["Dear {name},", ("name", reader.Name)], paragraphs, [],
        (action, $"{settings.Site}/{words.Language.Code}/introductions/{about.IntroductionId}"));

    private static string ZoneOf(Contact reader) => reader.TimeZone is { Length: > 0 } zone ? zone : "UTC";
}
