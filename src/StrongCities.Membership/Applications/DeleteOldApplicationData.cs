using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts;

namespace StrongCities.Membership.Applications;

/// <summary>Deletes letters 12 months after the decision, drafts and tokens at their end, and the counts of mailed links after a day.</summary>
internal static class DeleteOldApplicationData
{
    public static async Task RunAsync(MembershipDb db, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM application_documents AS document USING applications AS application
            WHERE application.id = document.application_id
              AND coalesce(application.appeal_decided_at, CASE WHEN application.appealed_at IS NULL THEN application.decided_at END)
                  < now() - make_interval(months => {Retention.EvidenceMonths})
            """, stop);
        await db.Database.ExecuteSqlAsync($"DELETE FROM applications WHERE state = 'draft' AND waiting_since IS NULL AND expires_at < now()", stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM application_tokens AS token USING applications AS application
            WHERE application.id = token.application_id AND application.waiting_since IS NULL AND token.expires_at < now()
            """, stop);
        await db.Database.ExecuteSqlAsync($"DELETE FROM link_requests WHERE at < now() - interval '1 day'", stop);
    }
}
