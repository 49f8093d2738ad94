using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts;
using StrongCities.Membership.People;
using StrongCities.Outbox;

namespace StrongCities.Membership.Applications;

/// <summary>Mails the resume link again, at most three an hour to one address; the answer never says whether there is an application.</summary>
internal static class RequestResumeLink
{
    private const int ApplicationsMax = 3;

    public static async Task RunAsync(MembershipDb db, string email, CancellationToken stop)
    {
        if (!Answers.IsEmail(email.Trim()))
        {
            return;
        }

        await db.DecideAsync(async now =>
        {
            if (!await StartApplication.CountLinkAsync(db, email, now, stop))
            {
                return false;
            }

            var key = Person.KeyOf(email);
            var yearAgo = now.AddMonths(-Retention.EvidenceMonths);
            var found = await db.Applications
                .Where(application => application.Answers.ContactEmail.ToLower() == key
                    && (application.State != ApplicationState.Draft || application.ExpiresAt > now || application.WaitingSince != null)
                    && (application.DecidedAt == null || application.DecidedAt > yearAgo))
                .OrderByDescending(application => application.StartedAt).Take(ApplicationsMax).ToListAsync(stop);
            foreach (var application in found)
            {
                db.AddFact(new Wire.ApplicationStarted(application.Id, application.Version), application.Id.ToString());
            }

            return true;
        }, stop);
    }
}
