using StrongCities.Membership.Suspensions;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>
/// A focal point pauses the membership, resumes it, or leaves the network; whoever asks for what is already so gets the same answer.
/// Refuses with: organization-unknown, standing-not-possible, suspension-in-force, return-too-late.
/// </summary>
internal static class ChangeStanding
{
    public static Task<Organization> RunAsync(MembershipDb db, string organizationId, Guid focalPointId, string standing, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var organization = await FindOrganization.ForFocalPointAsync(db, organizationId, focalPointId, now, stop);
            if (organization.Standing == standing)
            {
                return organization;
            }

            if (standing == OrganizationStanding.Member && await FindSuspension.InForceAsync(db, organization.Id, stop) is not null)
            {
                // Also of one that left while it was suspended: leaving and coming back is no way around a decision.
                throw new RefusedException(SuspensionRefusals.SuspensionInForce);
            }

            if (organization.MayBecome(standing, now) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            organization.Become(standing, now);
            Record(db, organization, focalPointId, now);
            return organization;
        }, stop);

    public static void Record(MembershipDb db, Organization organization, Guid? byPersonId, DateTimeOffset now)
    {
        db.Add(new MembershipStep { At = now, ByPersonId = byPersonId, Deed = "standing-changed", OrganizationId = organization.Id, What = organization.Standing });
        db.AddFact(new Wire.OrganizationStandingChanged(organization.Id, organization.Version, organization.Standing), organization.Id.ToString());
    }
}
