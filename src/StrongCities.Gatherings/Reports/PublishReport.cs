using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Reports;

/// <summary>Lets everybody read a report as its maker saw it. A second press is answered like the first.</summary>
internal sealed class PublishReport(GatheringsDb db)
{
    public async Task RunAsync(Guid gatheringId, long version, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var (report, now) = await db.LockReportAsync(gatheringId, stop);
        if (report is null)
        {
            throw new RefusedException(ReportRefusals.Empty);
        }

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
