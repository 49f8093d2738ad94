using StrongCities.Membership.Applications;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>
/// A focal point changes the organization's profile; what changed is kept in the history.
/// Refuses with: organization-unknown, organization-changed-meanwhile, and answers-invalid, which names every bad field with its own reason.
/// </summary>
internal static class EditProfile
{
    public static Task<Organization> RunAsync(
        MembershipDb db, string organizationId, Guid focalPointId, long version, OrganizationProfile profile, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var organization = await FindOrganization.ForFocalPointAsync(db, organizationId, focalPointId, now, stop);
            if (version != 0 && version != organization.ProfileVersion)
            {
                throw new RefusedException(OrganizationRefusals.OrganizationChangedMeanwhile);
            }

            if (organization.BadFields(profile) is { Count: > 0 } bad)
            {
                throw new RefusedException(ApplicationRefusals.AnswersInvalid(bad));
            }

            var before = organization.Profile();
            organization.Take(profile);
            db.AddFact(organization.ProfileFact(), organization.Id.ToString());
            if (before.ChangesTo(organization.Profile()) is { Count: > 0 } changes)
            {
                db.Add(new ProfileEdit { OrganizationId = organization.Id, At = now, PersonId = focalPointId, Changes = [.. changes] });
            }

            return organization;
        }, stop);
}
