using Microsoft.EntityFrameworkCore;

namespace StrongCities.Gatherings.Members;

/// <summary>Whom a person acts for at this moment, by any role that has not ended by the database's clock.</summary>
internal static class ActingFor
{
    // Inside a query DateTimeOffset.UtcNow is PostgreSQL's now().
    public static IQueryable<OrganizationRole> CurrentRoles(this GatheringsDb db) =>
        db.OrganizationRoles.Where(role => role.Held && (role.Until == null || role.Until > DateTimeOffset.UtcNow));

    public static Task<bool> ActsForAsync(this GatheringsDb db, Guid personId, Guid organizationId, CancellationToken stop) =>
        db.CurrentRoles().AnyAsync(role => role.PersonId == personId && role.OrganizationId == organizationId, stop);

    public static Task<List<Guid>> OrganizationsOfAsync(this GatheringsDb db, Guid personId, CancellationToken stop) =>
        db.CurrentRoles().Where(role => role.PersonId == personId).Select(role => role.OrganizationId).Distinct().ToListAsync(stop);
}
