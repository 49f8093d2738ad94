using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>"Waiting for our council": stops the six months of a draft and of its links, or starts them again. Refuses with: application-unknown, application-sent.</summary>
internal static class WaitForCouncil
{
    public static Task<Application> RunAsync(MembershipDb db, string accessToken, bool waiting, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var application = await FindApplication.ByAccessTokenAsync(db, accessToken, stop);
            if (application.MayWait() is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            var before = application.ExpiresAt;
            application.SetWaiting(waiting, now);
            application.Version++;
            await MoveTokensAsync(db, application, before, stop);
            return application;
        }, stop);

    /// <summary>The browsers and links of an application live on by the time that its clock stood still.</summary>
    public static async Task MoveTokensAsync(MembershipDb db, Application application, DateTimeOffset before, CancellationToken stop)
    {
        if (application.ExpiresAt != before)
        {
            var stoodStill = application.ExpiresAt - before;
            await db.Database.ExecuteSqlAsync(
                $"UPDATE application_tokens SET expires_at = expires_at + {stoodStill} WHERE application_id = {application.Id}", stop);
        }
    }
}
