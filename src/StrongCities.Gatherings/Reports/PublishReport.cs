using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Reports;

/// <summary>Lets everybody read a report as its maker saw it. A second press is answered like the first.</summary>
internal sealed class PublishReport(GatheringsDb db)
{
    public async Task RunAsync(Guid gatheringId, long version, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var gathering = await db.LockGatheringAsync(gatheringId, stop);
        var now = await db.NowAsync(stop);
        if (!gathering.IsOver(now))
        {
            throw new RefusedException(ReportRefusals.NotHeldYet);
        }

        var report = await db.Reports.SingleOrDefaultAsync(report => report.GatheringId == gatheringId, stop) ?? throw new RefusedException(ReportRefusals.Empty);
        if (report.PublishedAt is null)
        {
            // What is published is what was looked at.
            if (report.Version != version)
            {
                throw new RefusedException(ReportRefusals.ChangedMeanwhile);
            }

            if (!Report.InEveryLanguage(report.Findings))
            {
                throw new RefusedException(ReportRefusals.LanguageMissing);
            }

            report.PublishedAt = now;
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
