namespace StrongCities.Membership.Applications;

/// <summary>A fresh link for the mail that is about to leave, so that no secret waits in a queue. Refuses with: application-unknown.</summary>
internal static class IssueResumeLink
{
    public static Task<(string LinkToken, Application Application)> RunAsync(MembershipDb db, string applicationId, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var application = await FindApplication.ByIdAsync(db, applicationId, stop);
            if (application.HasExpired(now))
            {
                throw new ServiceDefaults.Refusals.RefusedException(ApplicationRefusals.ApplicationUnknown);
            }

            var (token, secret) = ApplicationToken.Issue(application.Id, ApplicationToken.Link, ResumeApplication.TokenEnd(application, now));
            db.Add(token);
            return (secret, application);
        }, stop);
}
