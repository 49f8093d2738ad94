using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Gatherings;

/// <summary>Mail about registrations: to whoever registered, and to named delegates when their calendars must follow.</summary>
internal sealed class RegistrationMails(
    IServiceProvider services, Contacts.ContactsClient contacts, RegistrationLetters letters, WordsOf wordsOf, TimeProvider time)
{
    // What a named delegate's calendar must follow.
    private static readonly HashSet<string> ToDelegatesToo =
        [MailKinds.OfferAccepted, MailKinds.Undone, MailKinds.Freed, MailKinds.Moved, MailKinds.GatheringCancelled, MailKinds.LabelChanged];

    public async Task<AddressedLetter?> AddressAsync(MailIntent intent, NotificationsDb db, CancellationToken stop)
    {
        try
        {
            var registrations = services.GetRequiredKeyedService<RegistrationMail.RegistrationMailClient>(intent.GatheringKind);
            if (intent.IsAboutGathering)
            {
                await FanOutAsync(intent, registrations, db, stop);
                return null;
            }

            var about = await registrations.DescribeAsync(
                new DescribeRequest
                {
                    RegistrationId = intent.AboutId.ToString(),
                    OfferId = intent.OfferId?.ToString() ?? "",
                    IssueOfferLink = intent.Kind == MailKinds.Offered,
                    IssueNameLinkPersonId = intent.Kind is MailKinds.DelegateNamed or MailKinds.CalendarDeclined ? intent.PersonId.ToString() : "",
                },
                cancellationToken: stop);
            var isDelegate = intent.PersonId is not null && intent.PersonId.ToString() != about.RegistrantPersonId;
            if (intent.PersonId is null && ToDelegatesToo.Contains(intent.Kind))
            {
                await TellDelegatesAsync(intent, about, db, stop);
            }

            var reader = await contacts.GetContactAsync(
                new GetContactRequest { PersonId = intent.PersonId?.ToString() ?? about.RegistrantPersonId }, cancellationToken: stop);
            // A calendar that never had the entry is told of no cancellation.
            var invited = await db.Intents.Where(earlier => earlier.AboutId == intent.AboutId && earlier.PersonId == intent.PersonId && earlier.Invited != null)
                .OrderByDescending(earlier => earlier.DoneAt).Select(earlier => earlier.Invited).FirstOrDefaultAsync(stop) ?? [];
            var namedBy = about.NamedByPersonId.Length == 0 ? "" : (await contacts.GetContactAsync(new GetContactRequest { PersonId = about.NamedByPersonId }, cancellationToken: stop)).Name;
            if (letters.Write(intent.Kind, about, reader, isDelegate, invited, wordsOf.Language(reader.Language), time.GetUtcNow(), namedBy) is not { } letter)
            {
                return null;
            }

            if (letter.Calendars.Count > 0)
            {
                var invitations = letter.Calendars.Where(calendar => calendar.Method == CalendarPart.Request).ToList();
                (intent.Invited, intent.InvitedUids) = ([.. invitations.Select(calendar => calendar.About)], [.. invitations.Select(calendar => calendar.Uid)]);
            }

            return new AddressedLetter(reader.Email, reader.Language, letter);
        }
        catch (RpcException error) when (Mailer.IsGone(error))
        {
            return null;
        }
    }

    // One fact about a gathering becomes one intent a registration; a second try adds none.
    private static async Task FanOutAsync(MailIntent intent, RegistrationMail.RegistrationMailClient registrations, NotificationsDb db, CancellationToken stop)
    {
        var answer = await registrations.ListConcernedAsync(new ListConcernedRequest { GatheringId = intent.AboutId.ToString() }, cancellationToken: stop);
        foreach (var registration in answer.RegistrationIds)
        {
            await db.AddOnceAsync(intent, Guid.Parse(registration), null, stop);
        }
    }

    private static async Task TellDelegatesAsync(MailIntent intent, RegistrationDescription about, NotificationsDb db, CancellationToken stop)
    {
        foreach (var person in about.Registration.PersonIds.Where(person => person != about.RegistrantPersonId))
        {
            await db.AddOnceAsync(intent, intent.AboutId, Guid.Parse(person), stop);
        }
    }
}
