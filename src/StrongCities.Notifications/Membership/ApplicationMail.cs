using Grpc.Core;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Membership;

/// <summary>Mail to applicants: the link is issued by Membership at this moment and stands in no message.</summary>
internal sealed class ApplicationMail(Applications.ApplicationsClient applications, ApplicationLetters letters, WordsOf wordsOf)
{
    public async Task<AddressedLetter?> AddressAsync(MailIntent intent, CancellationToken stop)
    {
        try
        {
            var about = await applications.IssueResumeLinkAsync(new IssueResumeLinkRequest { ApplicationId = intent.AboutId.ToString() }, cancellationToken: stop);
            return letters.Write(intent.Kind, about, wordsOf.Language(about.Language)) is { } letter
                ? new AddressedLetter(about.Email, about.Language, letter)
                : null;
        }
        catch (RpcException error) when (Mailer.IsGone(error))
        {
            return null;
        }
    }
}
