using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Membership.People;

/// <summary>Membership owns the network roles, so it answers from its own table, by the database's clock.</summary>
internal sealed class NetworkRoleAnswers(MembershipDb db) : RoleQuestion
{
    // UtcNow is written as now() into the statement: the database judges.
    public override Task<bool> HoldsAsync(Guid personId, string role, CancellationToken cancellationToken) =>
        db.NetworkRoles.AnyAsync(row => row.PersonId == personId && row.Role == role && (row.Until == null || row.Until > DateTimeOffset.UtcNow), cancellationToken);
}
