using Microsoft.EntityFrameworkCore;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>"End now". Refuses with: organization-unknown, role-not-held, last-focal-point.</summary>
internal static class EndRole
{
    public static Task<Organization> RunAsync(MembershipDb db, string organizationId, Guid focalPointId, string personId, string role, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            // The organization's lock keeps two focal points from ending each other at the same moment.
            var organization = await FindOrganization.ForFocalPointAsync(db, organizationId, focalPointId, now, stop);
            var person = Guid.TryParse(personId, out var parsed) ? parsed : Guid.Empty;
            var roles = await db.OrganizationRoles.Where(row => row.OrganizationId == organization.Id).ToListAsync(stop);
            if (OrganizationRole.MayBeEnded(roles, person, role, now) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            Record(db, roles.Single(row => row.PersonId == person && row.Role == role), focalPointId, now);
            return organization;
        }, stop);

    public static void Record(MembershipDb db, OrganizationRole role, Guid? byPersonId, DateTimeOffset now)
    {
        role.Held = false;
        role.Version++;
        db.Add(new MembershipStep
        {
            At = now,
            ByPersonId = byPersonId,
            Deed = "role-ended",
            OrganizationId = role.OrganizationId,
            PersonId = role.PersonId,
            What = role.Role,
        });
        db.AddFact(new Wire.OrganizationRoleEnded(role.OrganizationId, role.PersonId, role.Role, role.Version), role.OrganizationId.ToString());
    }
}
