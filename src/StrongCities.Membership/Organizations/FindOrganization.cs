using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>An organization for somebody who acts for it; for everybody else it does not exist.</summary>
internal static class FindOrganization
{
    /// <summary>For any person of the organization, or staff in a session with a second factor. Refuses with: organization-unknown.</summary>
    public static async Task<(Organization Organization, bool MayEdit)> ForReaderAsync(MembershipDb db, string id, Guid personId, bool hasSecondFactor, CancellationToken stop)
    {
        var key = Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty;
        var now = await db.NowAsync(stop);
        var organization = await db.Organizations.SingleOrDefaultAsync(organization => organization.Id == key, stop);
        var roles = await RolesOfAsync(db, key, personId, now, stop);
        var isStaff = hasSecondFactor && await db.NetworkRoles.AnyAsync(role => role.PersonId == personId && role.Role == "staff" && (role.Until == null || role.Until > now), stop);
        return organization is not null && (roles.Count > 0 || isStaff)
            ? (organization, roles.Contains(OrganizationRole.FocalPoint))
            : throw new RefusedException(OrganizationRefusals.OrganizationUnknown);
    }

    /// <summary>Locked, for its focal point. Refuses with: organization-unknown.</summary>
    public static async Task<Organization> ForFocalPointAsync(MembershipDb db, string id, Guid personId, DateTimeOffset now, CancellationToken stop)
    {
        var key = Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty;
        var found = await db.Organizations.FromSql($"SELECT * FROM organizations WHERE id = {key} FOR UPDATE").ToListAsync(stop);
        return found.SingleOrDefault() is { } organization && (await RolesOfAsync(db, key, personId, now, stop)).Contains(OrganizationRole.FocalPoint)
            ? organization
            : throw new RefusedException(OrganizationRefusals.OrganizationUnknown);
    }

    private static Task<List<string>> RolesOfAsync(MembershipDb db, Guid organizationId, Guid personId, DateTimeOffset now, CancellationToken stop) =>
        db.OrganizationRoles
            .Where(role => role.OrganizationId == organizationId && role.PersonId == personId && role.Held && (role.Until == null || role.Until > now))
            .Select(role => role.Role).ToListAsync(stop);
}
