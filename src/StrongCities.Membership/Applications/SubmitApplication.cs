using Microsoft.EntityFrameworkCore;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>
/// Sends the application in, or the answer to a reviewer's question; the same key gives the same answer.
/// Refuses with: application-unknown, application-sent, application-incomplete, principles-not-accepted, evidence-missing, key-invalid.
/// </summary>
internal static class SubmitApplication
{
    private const int KeyMax = 100;

    public static Task<Application> RunAsync(MembershipDb db, string accessToken, string key, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var application = await FindApplication.ByAccessTokenAsync(db, accessToken, stop);
            if (key.Length is 0 or > KeyMax)
            {
                throw new RefusedException(ApplicationRefusals.KeyInvalid);
            }

            if (application.SubmitKey == key)
            {
                return application;
            }

            if (application.MaySubmit(await db.Documents.CountAsync(document => document.ApplicationId == application.Id, stop)) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            var deed = application.State == ApplicationState.Question ? "answered" : "sent";
            var before = application.ExpiresAt;
            application.Submit(key, now);
            await WaitForCouncil.MoveTokensAsync(db, application, before, stop);
            application.Version++;
            db.AddStep(application, now, deed);
            db.AddFact(new Wire.ApplicationSubmitted(application.Id, application.Version), application.Id.ToString());
            return application;
        }, stop);
}
