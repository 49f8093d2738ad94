using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Reports;

/// <summary>Writes the report of a gathering that is over; what is published already changes at once, and says when.</summary>
internal sealed class SaveReport(GatheringsDb db)
{
    public async Task RunAsync(Guid gatheringId, long version, IEnumerable<Wire.LocalText> findings, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var (report, now) = await db.LockReportAsync(gatheringId, stop);
        var words = Words.Read(findings) ?? throw new RefusedException(GatheringRefusals.LanguageUnknown);
        if (words.IsEmpty || words.LongestCharacters > Report.FindingsCharactersMax)
        {
            throw new RefusedException(words.IsEmpty ? ReportRefusals.Empty : ReportRefusals.TooLong);
        }

        if (version != (report?.Version ?? 0))
        {
            throw new RefusedException(ReportRefusals.ChangedMeanwhile);
        }

        if (report?.PublishedAt is not null && !Report.InEveryLanguage(words))
        {
            throw new RefusedException(ReportRefusals.LanguageMissing);
        }

        report ??= db.Reports.Add(new Report { GatheringId = gatheringId }).Entity;
        if (!report.Findings.Equals(words))
        {
            (report.Findings, report.Version, report.ChangedAt) = (words, report.Version + 1, report.PublishedAt is null ? null : now);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
