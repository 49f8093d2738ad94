using Grpc.Core;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Membership;

/// <summary>Mail about a suspension: one intent becomes one a focal point, each in the reader's language.</summary>
internal sealed class SuspensionMail(Suspensions.SuspensionsClient suspensions, Contacts.ContactsClient contacts, MailSettings settings, WordsOf wordsOf)
{
    public async Task<AddressedLetter?> AddressAsync(MailIntent intent, NotificationsDb db, CancellationToken stop)
    {
        try
        {
            var about = await suspensions.DescribeAsync(new DescribeSuspensionRequest { SuspensionId = intent.AboutId.ToString() }, cancellationToken: stop);
            if (intent.PersonId is not { } person)
            {
                foreach (var focalPoint in about.PersonIds)
                {
                    await db.AddOnceAsync(intent, intent.AboutId, Guid.Parse(focalPoint), stop);
                }

                return null;
            }

            var reader = await contacts.GetContactAsync(new GetContactRequest { PersonId = person.ToString() }, cancellationToken: stop);
            return Write(intent.Kind, about, reader, wordsOf.Language(reader.Language)) is { } letter ? new AddressedLetter(reader.Email, reader.Language, letter) : null;
        }
        catch (RpcException error) when (Mailer.IsGone(error))
        {
            return null;
        }
    }

    /// <summary>The letter, or null when it would no longer be true.</summary>
    internal Letter? Write(string kind, SuspensionDescription about, Contact reader, Words words)
    {
        var suspension = about.Suspension;
        var name = about.OrganizationKind == "city" ? words.Place(about.OrganizationName) : about.OrganizationName;
        return (kind, suspension.State) switch
        {
            (MailKinds.OrganizationSuspended, "suspended" or "appealed" or "appeal-refused") => Frame(
                words["The membership of {organisation} is suspended. Two people of the network decided so.", ("organisation", name)],
                words["The reason: {reason}", ("reason", words.Refusal("reason-" + suspension.Reason, []) ?? suspension.Reason)],
                words["The principle: {text}", ("text", suspension.Principle)],
                words["The conduct: {text}", ("text", suspension.Conduct)],
                words["The evidence: {text}", ("text", suspension.Evidence)],
                suspension.Words,
                words["What it means: its seats in dialogues, and its places on waiting lists, are given back; nothing new can be registered; it is not listed in the directory and is not introduced to others. Its data stay as they are, and you can still sign in."],
                suspension.AppealUntil is { } until
                    ? words["Until {date} you can appeal on your organisation's page. People of another region, who had no part in this, answer within 21 days.", ("date", TimeWords.Date(words.Language, until))]
                    : ""),
            (MailKinds.SuspensionAppealed, "appealed") => Frame(
                words["We have received the appeal of {organisation} against its suspension. People of another region answer by {date}.", ("organisation", name), ("date", TimeWords.Date(words.Language, suspension.AppealDueAt))]),
            (MailKinds.SuspensionAppealUnanswered, "appealed") => Frame(
                words["The answer to the appeal of {organisation} against its suspension is late. People of another region still owe it to you; we write when it comes.", ("organisation", name)],
                words["Until then your organisation is a guest of the network: you can sign in and look after its page. Registering for dialogues and trainings waits for the answer."]),
            (MailKinds.SuspensionAppealDecided, "lifted") => Frame(
                words["The appeal was heard: the suspension of {organisation} is lifted.", ("organisation", name)],
                suspension.AppealDecisionWords,
                words["It stands in the network as before. Seats that were given back do not return by it."]),
            (MailKinds.SuspensionAppealDecided, "appeal-refused") => Frame(
                words["The appeal was heard: {organisation} stays suspended.", ("organisation", name)],
                suspension.AppealDecisionWords,
                words["The network may lift a suspension at any time; it writes to you then."]),
            (MailKinds.SuspensionLifted, "lifted") => Frame(
                words["The network has lifted the suspension of {organisation}.", ("organisation", name)],
                words["It stands in the network as before. Seats that were given back do not return by it."]),
            _ => null,
        };

        Letter Frame(params IReadOnlyList<string> paragraphs) => new(
            words["Strong Cities: about the membership of your organisation"], words["Dear {name},", ("name", reader.Name)],
            [.. paragraphs.Where(paragraph => paragraph.Length > 0)],
            [(words["Organisation"], name)],
            (words["Open your organisation's page"], $"{settings.Site}/{words.Language.Code}/organizations/{about.OrganizationId}"));
    }
}
