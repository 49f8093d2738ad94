using StrongCities.Membership.Applications;
using StrongCities.Outbox;

namespace StrongCities.Membership.Vetting;

/// <summary>A review past its 30 days or a decision past its 14 goes on in the other region by itself.</summary>
internal static class MoveOverdueCases
{
    public static async Task RunAsync(MembershipDb db, CancellationToken stop)
    {
        while (await MoveBatchAsync(db, stop) > 0)
        {
            db.ChangeTracker.Clear();
        }
    }

    private static Task<int> MoveBatchAsync(MembershipDb db, CancellationToken stop) => db.DecideAsync(async now =>
    {
        var overdue = await FindApplication.LockAsync(
            db,
            $"""
            SELECT id AS "Value" FROM applications
            WHERE (state IN ('submitted', 'under-review') AND review_due_at < {now}) OR (state = 'recommended' AND decision_due_at < {now})
            ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED
            """,
            stop);
        foreach (var application in overdue.Where(application => application.MoveWhenOverdue(now)))
        {
            application.Version++;
            db.AddStep(application, now, "moved", words: application.Hub!);
            db.AddFact(new Wire.CaseMovedToOtherRegion(application.Id, application.Version, application.Hub!), application.Id.ToString());
        }

        return overdue.Count;
    }, stop);
}
