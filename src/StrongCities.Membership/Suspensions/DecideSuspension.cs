using StrongCities.Membership.Organizations;
using StrongCities.Outbox;

namespace StrongCities.Membership.Suspensions;

/// <summary>
/// A second person suspends the member or drops the proposal.
/// Refuses with: suspension-unknown, suspension-not-proposed, same-person, same-side, decision-words-too-long, suspension-not-a-member.
/// </summary>
internal static class DecideSuspension
{
    public static Task<Suspension> RunAsync(MembershipDb db, string suspensionId, Guid deciderId, bool suspend, string words, CancellationToken stop) =>
        FindSuspension.DecideAsync(db, suspensionId, deciderId, (suspension, organization, decider, now) =>
        {
            if (suspension.MayBeDecided(decider, organization, suspend, words) is { } refusal)
            {
                return refusal;
            }

            suspension.Decide(decider, organization, suspend, now);
            db.AddStep(suspension, now, suspension.State, deciderId, words);
            if (suspend)
            {
                organization.Become(OrganizationStanding.Suspended, now);
                ChangeStanding.Record(db, organization, deciderId, now);
                db.AddFact(new Wire.OrganizationSuspended(suspension.Id, organization.Id, suspension.Version), organization.Id.ToString());
            }

            return null;
        }, stop);
}
