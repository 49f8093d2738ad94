using Microsoft.EntityFrameworkCore;

namespace StrongCities.Membership.Organizations;

/// <summary>Tells the other services of roles that ended by themselves at their stated instant; here they had no effect from that instant on.</summary>
internal static class EndExpiredRoles
{
    public static async Task RunAsync(MembershipDb db, CancellationToken stop)
    {
        while (await EndBatchAsync(db, stop) > 0)
        {
            db.ChangeTracker.Clear();
        }
    }

    private static Task<int> EndBatchAsync(MembershipDb db, CancellationToken stop) => db.DecideAsync(async now =>
    {
        var expired = await db.OrganizationRoles.FromSql(
            $"SELECT * FROM organization_roles WHERE held AND until <= {now} ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED").ToListAsync(stop);
        foreach (var role in expired)
        {
            EndRole.Record(db, role, null, now);
        }

        return expired.Count;
    }, stop);
}
