using StrongCities.Membership.Applications;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;

namespace StrongCities.Membership.Vetting;

/// <summary>
/// A second person decides. Refuses with: application-unknown, case-not-recommended, same-person, same-side, own-city, not-agreed, reason-unknown,
/// reason-test-not-met, decision-words-missing, decision-words-too-long.
/// </summary>
internal static class DecideApplication
{
    public static Task<Application> RunAsync(MembershipDb db, string applicationId, Guid deciderId, Decision decision, CancellationToken stop) =>
        FindVetter.DecideCaseAsync(db, applicationId, deciderId, async (application, decider, now) =>
        {
            var duplicateFound = decision is { Admit: false, Reason: RefusalReasons.DuplicateMember }
                && (await FindLikelyDuplicates.RunAsync(db, application, stop)).Any(duplicate => duplicate.LikeName || duplicate.LikeDomain);
            if (application.MayBeDecided(decider, decision, duplicateFound, now) is { } refusal)
            {
                return refusal;
            }

            application.Decide(decider, decision, now);
            application.Version++;
            if (decision.Admit)
            {
                await AdmitOrganization.RunAsync(db, application, deciderId, now, stop);
            }

            db.AddStep(application, now, application.State, deciderId, application.DecisionWords!);
            db.AddFact(new Wire.ApplicationDecided(application.Id, application.Version, decision.Admit), application.Id.ToString());
            return null;
        }, stop);
}
