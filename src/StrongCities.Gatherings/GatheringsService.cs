using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings.Labels;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

internal sealed class GatheringsService(
    GatheringsDb db, DraftGathering draft, EditGathering edit, EditLabel editLabel, PublishGathering publish, CancelGathering cancel,
    DeleteDraft delete, WatchSeats watch) : Wire.Gatherings.GatheringsBase
{
    [AllowAnonymous]
    public override async Task<Wire.ListGatheringsReply> ListGatherings(Wire.ListGatheringsRequest request, ServerCallContext context)
    {
        var now = await db.NowAsync(context.CancellationToken);
        var ahead = await db.WithSeatsAsync(db.Listed(now), context.CancellationToken);
        return new Wire.ListGatheringsReply { Gatherings = { ahead.Select(found => found.Gathering.ToWire(found.Seats, now)) } };
    }

    [AllowAnonymous]
    public override async Task<Wire.ListVersion> GetListVersion(Wire.GetListVersionRequest request, ServerCallContext context) =>
        new() { Version = await db.ListVersionAsync(await db.NowAsync(context.CancellationToken), context.CancellationToken) };

    [AllowAnonymous]
    public override async Task<Wire.Gathering> GetGathering(Wire.GetGatheringRequest request, ServerCallContext context)
    {
        var found = await db.FindWithSeatsAsync(Id(request.GatheringId), context.CancellationToken) ?? throw new RefusedException(GatheringRefusals.Unknown);
        if (found.Gathering.PublishedAt is null && !await context.HoldsRoleAsync("staff"))
        {
            throw new RefusedException(GatheringRefusals.Unknown);
        }

        return found.Gathering.ToWire(found.Seats, await db.NowAsync(context.CancellationToken));
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.ListForStaffReply> ListForStaff(Wire.ListForStaffRequest request, ServerCallContext context)
    {
        var all = await db.WithSeatsAsync(db.Gatherings.OrderByDescending(gathering => gathering.StartsAt).ThenBy(gathering => gathering.Id).Take(ListedGatherings.GatheringsMax), context.CancellationToken);
        return new Wire.ListForStaffReply { Gatherings = { await db.ToStaffAsync(all, context.CancellationToken) } };
    }

    [Authorize(Policies.Staff)]
    public override Task<Wire.StaffGathering> GetForStaff(Wire.GetForStaffRequest request, ServerCallContext context) => StaffAsync(Id(request.GatheringId), context);

    [Authorize(Policies.Staff)]
    public override Task WatchSeats(Wire.WatchSeatsRequest request, IServerStreamWriter<Wire.SeatCounts> responseStream, ServerCallContext context) =>
        watch.RunAsync(Id(request.GatheringId), responseStream, context);

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffGathering> DraftGathering(Wire.DraftGatheringRequest request, ServerCallContext context) =>
        await StaffAsync(await draft.RunAsync(Content(request.Content), context.CancellationToken), context);

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffGathering> EditGathering(Wire.EditGatheringRequest request, ServerCallContext context)
    {
        var id = Id(request.GatheringId);
        await edit.RunAsync(context.PersonId(), id, request.Version, Content(request.Content), context.CancellationToken);
        return await StaffAsync(id, context);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffGathering> EditLabel(Wire.EditLabelRequest request, ServerCallContext context)
    {
        var id = Id(request.GatheringId);
        await editLabel.RunAsync(id, request.Version, request.Label ?? new Contracts.Labels.Label(), context.CancellationToken);
        return await StaffAsync(id, context);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffGathering> PublishGathering(Wire.PublishGatheringRequest request, ServerCallContext context)
    {
        var id = Id(request.GatheringId);
        await publish.RunAsync(id, context.CancellationToken);
        return await StaffAsync(id, context);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffGathering> CancelGathering(Wire.CancelGatheringRequest request, ServerCallContext context)
    {
        var id = Id(request.GatheringId);
        await cancel.RunAsync(context.PersonId(), id, request.Words, context.CancellationToken);
        return await StaffAsync(id, context);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.DeleteDraftReply> DeleteDraft(Wire.DeleteDraftRequest request, ServerCallContext context)
    {
        await delete.RunAsync(Id(request.GatheringId), request.Version, context.CancellationToken);
        return new Wire.DeleteDraftReply();
    }

    private static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : throw new RefusedException(GatheringRefusals.Unknown);

    private static Wire.GatheringContent Content(Wire.GatheringContent? content) => content ?? new Wire.GatheringContent();

    private async Task<Wire.StaffGathering> StaffAsync(Guid id, ServerCallContext context)
    {
        var found = await db.FindWithSeatsAsync(id, context.CancellationToken) ?? throw new RefusedException(GatheringRefusals.Unknown);
        return await db.ToStaffAsync(found, context.CancellationToken);
    }
}
