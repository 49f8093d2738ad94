using Grpc.Core;
using StrongCities.Notifications.Gatherings;
using StrongCities.Notifications.Identity;
using StrongCities.Notifications.Letters;
using StrongCities.Notifications.Matchmaking;
using StrongCities.Notifications.Membership;
using StrongCities.Notifications.References;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Delivery;

/// <summary>
/// Turns an intent into a mail when it is its turn: asks the owner for the present state and the address, writes the letter in the reader's language,
/// sends it, and records it. What is no longer true is not sent.
/// </summary>
internal sealed class Mailer(
    IServiceProvider services, ApplicationMail applications, RegistrationMails registrations, IntroductionMails introductions, SignInMail signIn, SecondFactorMail secondFactor,
    ColleagueMail colleagues, SuspensionMail suspensions, Postman postman, MailOutcomes outcomes, MailSettings settings, WordsOf wordsOf) : WorkLoop<NotificationsDb, MailIntent>(services)
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        outcomes.ShowAll();
        return base.ExecuteAsync(stoppingToken);
    }

    protected override async Task WorkAsync(MailIntent row, NotificationsDb db, CancellationToken stop)
    {
        var addressed = row.Kind switch
        {
            MailKinds.SecondFactorAdded or MailKinds.SecondFactorRemoved => await secondFactor.AddressAsync(row, stop),
            MailKinds.SignIn => await signIn.AddressAsync(row, stop),
            var kind when MailKinds.IsAboutApplication(kind) => await applications.AddressAsync(row, stop),
            var kind when MailKinds.IsAboutIntroduction(kind) => await introductions.AddressAsync(row, db, stop),
            var kind when MailKinds.IsAboutSuspension(kind) => await suspensions.AddressAsync(row, db, stop),
            MailKinds.ColleagueRegistered or MailKinds.ColleagueUndone => await colleagues.AddressAsync(row, stop),
            _ => await registrations.AddressAsync(row, db, stop),
        };
        if (addressed is not { } to)
        {
            outcomes.End(row, MailOutcomes.Outdated);
            return;
        }

        var words = wordsOf.Language(to.Language);
        var footer = new LetterFooter(MailReference.Of(row.Id), $"{settings.Site}/{words.Language.Code}/check-mail", settings.HelpAddress);
        var mail = new SentMail
        {
            Id = row.Id,
            Kind = row.Kind,
            ToAddress = to.Email,
            Subject = to.Letter.Subject,
            Language = words.Language.Code,
            Text = LetterPrint.ToText(to.Letter, words, footer),
            Html = LetterPrint.ToHtml(to.Letter, words, footer),
            Calendars = [.. to.Letter.Calendars.Select(calendar => calendar.Content)],
            MessageId = $"{row.Id:N}@{settings.SenderDomain}",
        };
        try
        {
            await postman.DeliverAsync(mail, to.Letter.Calendars, stop);
        }
        catch (MailRefusedException refused)
        {
            await outcomes.BounceAsync(row, refused.Status, db, stop);
            return;
        }

        outcomes.End(row, MailOutcomes.Sent);
        row.Reference = footer.Reference;
        db.Sent.Add(mail);
    }

    /// <summary>Whether the owner says that what the mail is about is not there: nothing to send, rather than to try again.</summary>
    internal static bool IsGone(RpcException error) => error.StatusCode == StatusCode.NotFound;
}

/// <summary>A letter and where it goes.</summary>
internal sealed record AddressedLetter(string Email, string Language, Letter Letter);
