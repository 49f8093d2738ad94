using Microsoft.EntityFrameworkCore;

namespace StrongCities.Gatherings.Members;

/// <summary>Writes the copy of Membership's rows. A row only ever follows a higher version, so facts may come twice, late and out of order, and beside a backfill.</summary>
internal static class MembersProjection
{
    /// <summary>Whether a fact of that version follows the one before it; when not, facts were missed or are still on their way.</summary>
    public static async Task<bool> OrganizationFollowsAsync(this GatheringsDb db, Guid id, long version, CancellationToken stop) =>
        version <= 1 + await db.MemberOrganizations.Where(organization => organization.Id == id).Select(organization => organization.Version).SingleOrDefaultAsync(stop);

    public static async Task<bool> RoleFollowsAsync(this GatheringsDb db, Guid organizationId, Guid personId, string role, long version, CancellationToken stop) =>
        version <= 1 + await db.OrganizationRoles.Where(known => known.OrganizationId == organizationId && known.PersonId == personId && known.Role == role)
            .Select(known => known.Version).SingleOrDefaultAsync(stop);

    public static Task KeepOrganizationAsync(
        this GatheringsDb db, Guid id, long version, string kind, string country, string region, string standing, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO member_organizations AS known (id, version, kind, country, region, standing)
            VALUES ({id}, {version}, {kind}, {country}, {region}, {standing})
            ON CONFLICT (id) DO UPDATE
            SET version = excluded.version, kind = excluded.kind, country = excluded.country, region = excluded.region, standing = excluded.standing
            WHERE known.version < excluded.version
            """, stop);

    /// <summary>Of an organization whose admission has not arrived there is no row to keep it in.</summary>
    public static Task KeepStandingAsync(this GatheringsDb db, Guid id, long version, string standing, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"UPDATE member_organizations SET version = {version}, standing = {standing} WHERE id = {id} AND version < {version}", stop);

    public static Task KeepRoleAsync(
        this GatheringsDb db, Guid organizationId, Guid personId, string role, long version, bool held, DateTimeOffset? until, CancellationToken stop)
    {
        var untilUtc = until?.ToUniversalTime();
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO organization_roles AS known (organization_id, person_id, role, version, held, until)
            VALUES ({organizationId}, {personId}, {role}, {version}, {held}, {untilUtc})
            ON CONFLICT (organization_id, person_id, role) DO UPDATE
            SET version = excluded.version, held = excluded.held, until = excluded.until
            WHERE known.version < excluded.version
            """, stop);
    }
}
