using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;

namespace StrongCities.Membership.Suspensions;

/// <summary>
/// Somebody of another region without a part in it decides the appeal.
/// Refuses with: suspension-unknown, appeal-not-open, had-a-part, same-region, suspension-words-missing, decision-words-too-long.
/// </summary>
internal static class DecideSuspensionAppeal
{
    public static Task<Suspension> RunAsync(MembershipDb db, string suspensionId, Guid deciderId, bool lift, string words, CancellationToken stop) =>
        FindSuspension.DecideAsync(db, suspensionId, deciderId, async (suspension, organization, decider, now) =>
        {
            var hadAPart = await db.SuspensionSteps.AnyAsync(step => step.SuspensionId == suspension.Id && step.PersonId == deciderId, stop);
            if (suspension.MayAppealBeDecided(decider, hadAPart, words) is { } refusal)
            {
                return refusal;
            }

            suspension.DecideAppeal(decider, lift, words, now);
            db.AddStep(suspension, now, lift ? "appeal-lifted" : "appeal-refused", deciderId, words);
            if (lift)
            {
                FindSuspension.RestoreStanding(db, suspension, organization, deciderId, now);
            }
            else if (organization.Standing == OrganizationStanding.Prospect)
            {
                // It was a guest while its appeal was late.
                organization.Become(OrganizationStanding.Suspended, now);
                ChangeStanding.Record(db, organization, deciderId, now);
            }

            db.AddFact(new Wire.SuspensionAppealDecided(suspension.Id, organization.Id, suspension.Version, lift), organization.Id.ToString());
            return null;
        }, stop);
}
