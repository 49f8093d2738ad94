using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>
/// Brings a refusal before people of the other region.
/// Refuses with: application-unknown, appeal-not-open, appeal-too-late, appeal-empty, appeal-too-long, appeal-already-made.
/// </summary>
internal static class AppealRefusal
{
    public static Task<Application> RunAsync(MembershipDb db, string accessToken, string words, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var application = await FindApplication.ByAccessTokenAsync(db, accessToken, stop);
            if (application.MayAppeal(words, now) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            application.Appeal(words, now);
            application.Version++;
            db.AddStep(application, now, "appealed", words: application.AppealWords!);
            db.AddFact(new Wire.AppealMade(application.Id, application.Version), application.Id.ToString());
            return application;
        }, stop);
}
