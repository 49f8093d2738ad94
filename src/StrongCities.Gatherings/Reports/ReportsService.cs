using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Reports;

internal sealed class ReportsService(GatheringsDb db, SaveReport save, PublishReport publish) : Wire.Reports.ReportsBase
{
    [AllowAnonymous]
    public override async Task<Wire.ListReportsReply> ListReports(Wire.ListReportsRequest request, ServerCallContext context)
    {
        var now = await db.NowAsync(context.CancellationToken);
        var held = db.Gatherings.Where(gathering => gathering.State == GatheringState.Published && gathering.EndsAt <= now
                && db.Reports.Any(report => report.GatheringId == gathering.Id && report.PublishedAt != null))
            .OrderByDescending(gathering => gathering.StartsAt).ThenBy(gathering => gathering.Id).Take(ListedGatherings.GatheringsMax);
        var found = await db.WithSeatsAsync(held, context.CancellationToken);
        return new Wire.ListReportsReply { Gatherings = { found.Select(one => one.Gathering.ToWire(one.Seats, now)) } };
    }

    [AllowAnonymous]
    public override async Task<Wire.Report> GetReport(Wire.GetReportRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var found = Guid.TryParse(request.GatheringId, out var id) ? await db.FindWithSeatsAsync(id, stop) : null;
        if (found is not { } held || (held.Seats.Reported is false && !await context.HoldsRoleAsync("staff")))
        {
            throw new RefusedException(ReportRefusals.Unknown);
        }

        return await ShowAsync(held.Gathering, held.Seats, stop);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.Report> SaveReport(Wire.SaveReportRequest request, ServerCallContext context)
    {
        var id = Id(request.GatheringId);
        await save.RunAsync(id, request.Version, request.Findings, context.CancellationToken);
        return await ShowAsync(id, context.CancellationToken);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.Report> PublishReport(Wire.PublishReportRequest request, ServerCallContext context)
    {
        var id = Id(request.GatheringId);
        await publish.RunAsync(id, request.Version, context.CancellationToken);
        return await ShowAsync(id, context.CancellationToken);
    }

    private static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : throw new RefusedException(GatheringRefusals.Unknown);

    private async Task<Wire.Report> ShowAsync(Guid id, CancellationToken stop)
    {
        var (gathering, seats) = (await db.FindWithSeatsAsync(id, stop))!.Value;
        return await ShowAsync(gathering, seats, stop);
    }

    private async Task<Wire.Report> ShowAsync(Gathering gathering, Seats seats, CancellationToken stop)
    {
        var now = await db.NowAsync(stop);
        var report = await db.Reports.AsNoTracking().SingleOrDefaultAsync(report => report.GatheringId == gathering.Id, stop);
        var seated = await db.Entries().Where(entry => entry.OfferingId == gathering.Id && entry.State == EntryState.Confirmed)
            .Select(entry => new { entry.OrganizationId, Named = db.NamedInReports.Any(named => named.RegistrationId == entry.Id) }).ToListAsync(stop);
        var named = seated.Where(one => one.Named).Select(one => one.OrganizationId).Distinct().Order().ToList();
        var next = gathering.Series.Length == 0 ? null
            : (await db.WithSeatsAsync(db.Listed(now).Where(other => other.Series == gathering.Series && other.StartsAt > now).Take(1), stop))
                .Select(other => other.Gathering.ToWire(other.Seats, now)).FirstOrDefault();
        return new Wire.Report
        {
            Gathering = gathering.ToWire(seats, now),
            Findings = { report?.Findings.ToWire() ?? [] },
            PublishedAt = report?.PublishedAt?.ToTimestamp(),
            ChangedAt = report?.ChangedAt?.ToTimestamp(),
            Version = report?.Version ?? 0,
            NamedOrganizationIds = { named.Select(organization => organization.ToString()) },
            OtherOrganizations = seated.Select(one => one.OrganizationId).Distinct().Count() - named.Count,
            Next = next,
        };
    }
}
