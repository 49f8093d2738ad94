using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts;
using StrongCities.Membership.People;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>Opens a draft without an account and mails the link that resumes it. Refuses with: kind-unknown, email-invalid, language-unknown.</summary>
internal static class StartApplication
{
    public static async Task<(string AccessToken, Application Application)> RunAsync(
        MembershipDb db, string kind, string email, string language, CancellationToken stop)
    {
        if (MayStart(kind, email.Trim(), language) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        return await db.DecideAsync(async now =>
        {
            var application = new Application
            {
                Id = Guid.CreateVersion7(),
                Kind = kind,
                Language = language,
                StartedAt = now,
                ExpiresAt = now.AddMonths(Retention.UnsentApplicationMonths),
                Answers = new Answers { ContactEmail = email.Trim() },
            };
            db.Add(application);
            var (token, secret) = ApplicationToken.Issue(application.Id, ApplicationToken.Access, application.ExpiresAt);
            db.Add(token);
            if (await CountLinkAsync(db, email, now, stop))
            {
                db.AddFact(new Wire.ApplicationStarted(application.Id, application.Version), application.Id.ToString());
            }

            return (secret, application);
        }, stop);
    }

    public static Refusal? MayStart(string kind, string email, string language) =>
        kind is not ("city" or "cso") ? ApplicationRefusals.KindUnknown
        : !Answers.IsEmail(email) ? AnswerRefusals.EmailInvalid
        : !Person.OfferedLanguages.Contains(language) ? AnswerRefusals.LanguageUnknown : null;

    /// <summary>Counts one mail to the address; false when it has had three within the hour, and then nothing is mailed.</summary>
    public static async Task<bool> CountLinkAsync(MembershipDb db, string email, DateTimeOffset now, CancellationToken stop)
    {
        var hash = RandomSecret.Hash(Person.KeyOf(email));
        // Two requests at once must not both be the third.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({BitConverter.ToInt64(hash)})", stop);
        var hourAgo = now.AddHours(-1);
        if (await db.LinkRequests.CountAsync(request => request.AddressHash == hash && request.At > hourAgo, stop) >= LinkRequest.PerHourMax)
        {
            return false;
        }

        db.Add(new LinkRequest { Id = Guid.CreateVersion7(), AddressHash = hash, At = now });
        return true;
    }
}
