using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;

namespace StrongCities.Membership.Vetting;

/// <summary>
/// Somebody of another region without a part in the case decides its appeal.
/// Refuses with: application-unknown, appeal-not-open, had-a-part, same-region, own-city, decision-words-missing, decision-words-too-long.
/// </summary>
internal static class DecideAppeal
{
    public static Task<Application> RunAsync(MembershipDb db, string applicationId, Guid deciderId, bool admit, string words, CancellationToken stop) =>
        FindVetter.DecideCaseAsync(db, applicationId, deciderId, async (application, decider, now) =>
        {
            var hadAPart = await db.CaseSteps.AnyAsync(step => step.ApplicationId == application.Id && step.PersonId == deciderId, stop);
            if (application.MayAppealBeDecided(decider, hadAPart, words) is { } refusal)
            {
                return refusal;
            }

            application.DecideAppeal(decider, admit, words, now);
            application.Version++;
            if (admit)
            {
                await AdmitOrganization.RunAsync(db, application, deciderId, now, stop);
            }
            else
            {
                await AdmitOrganization.EndGuestAsync(db, application, deciderId, now, stop);
            }

            db.AddStep(application, now, admit ? "appeal-admitted" : "appeal-refused", deciderId, application.AppealDecisionWords!);
            db.AddFact(new Wire.AppealDecided(application.Id, application.Version, admit), application.Id.ToString());
            return null;
        }, stop);
}
