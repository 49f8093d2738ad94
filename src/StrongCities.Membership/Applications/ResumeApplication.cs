using StrongCities.Contracts;

namespace StrongCities.Membership.Applications;

/// <summary>Turns a mailed link into an access token; the link stays usable, because mail filters open it first. Refuses with: link-invalid.</summary>
internal static class ResumeApplication
{
    public static Task<(string AccessToken, Application Application)> RunAsync(MembershipDb db, string linkToken, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var application = await FindApplication.ByLinkAsync(db, linkToken, stop);
            var (token, secret) = ApplicationToken.Issue(application.Id, ApplicationToken.Access, TokenEnd(application, now));
            db.Add(token);
            return (secret, application);
        }, stop);

    /// <summary>A draft's tokens end with it; afterwards each lives six months from its issue.</summary>
    public static DateTimeOffset TokenEnd(Application application, DateTimeOffset now) =>
        application is { State: ApplicationState.Draft, WaitingSince: null } ? application.ExpiresAt : now.AddMonths(Retention.UnsentApplicationMonths);
}
