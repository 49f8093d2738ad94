using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Reports;

/// <summary>Reads for changing, once the gathering is over: one change of a report at a time.</summary>
internal static class LockedReport
{
    /// <summary>Null while nothing is written.</summary>
    public static async Task<(Report? Report, DateTimeOffset Now)> LockReportAsync(this GatheringsDb db, Guid gatheringId, CancellationToken stop)
    {
        var gathering = await db.LockGatheringAsync(gatheringId, stop);
        var now = await db.NowAsync(stop);
        return gathering.IsOver(now)
            ? (await db.Reports.SingleOrDefaultAsync(report => report.GatheringId == gatheringId, stop), now)
            : throw new RefusedException(ReportRefusals.NotHeldYet);
    }
}
