using StrongCities.Membership.Applications;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;

namespace StrongCities.Membership.Vetting;

/// <summary>An appeal unanswered after 21 days makes the applicant a guest until it is decided.</summary>
internal static class InviteUnansweredAppellants
{
    public static async Task RunAsync(MembershipDb db, CancellationToken stop)
    {
        while (await InviteBatchAsync(db, stop) > 0)
        {
            db.ChangeTracker.Clear();
        }
    }

    private static Task<int> InviteBatchAsync(MembershipDb db, CancellationToken stop) => db.DecideAsync(async now =>
    {
        var unanswered = await FindApplication.LockAsync(
            db,
            $"""
            SELECT id AS "Value" FROM applications WHERE state = 'appealed' AND appeal_due_at < {now} AND organization_id IS NULL
            ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED
            """,
            stop);
        foreach (var application in unanswered)
        {
            await AdmitOrganization.AsGuestAsync(db, application, now, stop);
            application.Version++;
            db.AddStep(application, now, "guest");
            db.AddFact(new Wire.AppealUnanswered(application.Id, application.Version), application.Id.ToString());
        }

        return unanswered.Count;
    }, stop);
}
