using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;

namespace StrongCities.Membership.Suspensions;

/// <summary>
/// A proposal past its 14 days goes on in the other region; a member whose appeal is unanswered after 21 days is a guest until it is.
/// </summary>
internal static class KeepSuspensionDeadlines
{
    public static async Task RunAsync(MembershipDb db, CancellationToken stop)
    {
        while (await KeepBatchAsync(db, stop) > 0)
        {
            db.ChangeTracker.Clear();
        }
    }

    private static Task<int> KeepBatchAsync(MembershipDb db, CancellationToken stop) => db.DecideAsync(async now =>
    {
        var organizations = await db.Organizations.FromSql(
            $"""
            SELECT organizations.* FROM organizations JOIN suspensions ON suspensions.organization_id = organizations.id
            WHERE (suspensions.state = 'proposed' AND suspensions.decision_due_at < {now})
               OR (suspensions.state = 'appealed' AND suspensions.appeal_due_at < {now} AND organizations.standing = 'suspended')
            ORDER BY organizations.id LIMIT 50 FOR UPDATE OF organizations SKIP LOCKED
            """).ToListAsync(stop);
        var ids = organizations.Select(organization => organization.Id).ToList();
        var late = await db.Suspensions.Where(row => ids.Contains(row.OrganizationId) && (row.State == SuspensionState.Proposed || row.State == SuspensionState.Appealed)).ToListAsync(stop);
        // Whoever held the lock before may have decided meanwhile.
        foreach (var suspension in late.Where(row => row.DueAt < now))
        {
            suspension.Version++;
            if (suspension.State == SuspensionState.Proposed)
            {
                suspension.Move(now);
                db.AddStep(suspension, now, "moved", words: suspension.Hub);
                continue;
            }

            var organization = organizations.Single(row => row.Id == suspension.OrganizationId);
            organization.Become(OrganizationStanding.Prospect, now);
            ChangeStanding.Record(db, organization, null, now);
            db.AddStep(suspension, now, "guest");
            db.AddFact(new Wire.SuspensionAppealUnanswered(suspension.Id, organization.Id, suspension.Version), organization.Id.ToString());
        }

        return late.Count;
    }, stop);
}
