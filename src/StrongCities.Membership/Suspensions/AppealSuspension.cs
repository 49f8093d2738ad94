using StrongCities.Membership.Applications;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Suspensions;

/// <summary>
/// A focal point of the suspended organization brings the decision before people of the other region.
/// Refuses with: organization-unknown, appeal-not-open, appeal-too-late, appeal-empty, appeal-too-long, appeal-already-made.
/// </summary>
internal static class AppealSuspension
{
    public static Task<Suspension> RunAsync(MembershipDb db, string organizationId, Guid focalPointId, string words, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var organization = await FindOrganization.ForFocalPointAsync(db, organizationId, focalPointId, now, stop);
            var suspension = await FindSuspension.InForceAsync(db, organization.Id, stop);
            if (suspension is null || organization.Standing == OrganizationStanding.Left)
            {
                throw new RefusedException(ApplicationRefusals.AppealNotOpen);
            }

            if (suspension.MayAppeal(words, now) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            suspension.Appeal(words, now);
            suspension.Version++;
            db.AddStep(suspension, now, "appealed", focalPointId, words);
            db.AddFact(new Wire.SuspensionAppealed(suspension.Id, organization.Id, suspension.Version), organization.Id.ToString());
            return suspension;
        }, stop);
}
