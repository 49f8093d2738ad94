using StrongCities.Outbox;

namespace StrongCities.Membership.Suspensions;

/// <summary>The network itself lifts a suspension, by two people as it was made.</summary>
internal static class LiftSuspension
{
    /// <summary>Refuses with: suspension-unknown, suspension-not-in-force, lift-proposed-already, lift-words-missing, suspension-text-too-long.</summary>
    public static Task<Suspension> ProposeAsync(MembershipDb db, string suspensionId, Guid reviewerId, string words, CancellationToken stop) =>
        FindSuspension.DecideAsync(db, suspensionId, reviewerId, (suspension, _, reviewer, now) =>
        {
            if (suspension.MayLiftBeProposed(words) is { } refusal)
            {
                return refusal;
            }

            suspension.ProposeLift(reviewer, words, now);
            db.AddStep(suspension, now, "lift-proposed", reviewerId, words);
            return null;
        }, stop);

    /// <summary>Refuses with: suspension-unknown, lift-not-proposed, same-person, same-side, decision-words-too-long.</summary>
    public static Task<Suspension> DecideAsync(MembershipDb db, string suspensionId, Guid deciderId, bool lift, string words, CancellationToken stop) =>
        FindSuspension.DecideAsync(db, suspensionId, deciderId, (suspension, organization, decider, now) =>
        {
            if (suspension.MayLiftBeDecided(decider, words) is { } refusal)
            {
                return refusal;
            }

            suspension.DecideLift(decider, lift, now);
            db.AddStep(suspension, now, lift ? "lifted" : "lift-declined", deciderId, words);
            if (lift)
            {
                FindSuspension.RestoreStanding(db, suspension, organization, deciderId, now);
                db.AddFact(new Wire.SuspensionLifted(suspension.Id, organization.Id, suspension.Version), organization.Id.ToString());
            }

            return null;
        }, stop);
}
