using Grpc.Core;
using StrongCities.Contracts.Matchmaking;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Matchmaking;

/// <summary>Mail about introductions: a round becomes one intent a side, a side one an address; nobody is named in any of it.</summary>
internal sealed class IntroductionMails(
    IntroductionMail.IntroductionMailClient introductions, Contacts.ContactsClient contacts, IntroductionLetters letters, WordsOf wordsOf)
{
    public async Task<AddressedLetter?> AddressAsync(MailIntent intent, NotificationsDb db, CancellationToken stop)
    {
        try
        {
            if (intent.Kind is MailKinds.RoundOpened or MailKinds.RoundEnded)
            {
                var concerned = await introductions.ListConcernedAsync(new ListConcernedRequest { RoundId = intent.AboutId.ToString() }, cancellationToken: stop);
                var kind = intent.Kind == MailKinds.RoundOpened ? MailKinds.IntroductionSuggested : MailKinds.IntroductionEnded;
                foreach (var side in concerned.IntroductionIds)
                {
                    await db.AddOnceAsync(intent, Guid.Parse(side), null, stop, kind);
                }

                return null;
            }

            var about = await introductions.DescribeAsync(new DescribeIntroductionRequest { IntroductionId = intent.AboutId.ToString() }, cancellationToken: stop);
            if (intent.PersonId is not { } person)
            {
                foreach (var focalPoint in about.PersonIds)
                {
                    await db.AddOnceAsync(intent, intent.AboutId, Guid.Parse(focalPoint), stop);
                }

                return null;
            }

            var reader = await contacts.GetContactAsync(new GetContactRequest { PersonId = person.ToString() }, cancellationToken: stop);
            return letters.Write(intent.Kind, about.Introduction, reader, wordsOf.Language(reader.Language)) is { } letter
                ? new AddressedLetter(reader.Email, reader.Language, letter)
                : null;
        }
        catch (RpcException error) when (Mailer.IsGone(error))
        {
            return null;
        }
    }
}
