using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Events.Labels;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Events.Dialogues;

internal sealed class DialoguesService(
    EventsDb db, DraftDialogue draft, EditDialogue edit, EditLabel editLabel, PublishDialogue publish, CancelDialogue cancel,
    WatchSeats watch) : Wire.Dialogues.DialoguesBase
{
    [AllowAnonymous]
    public override async Task<Wire.ListDialoguesReply> ListDialogues(Wire.ListDialoguesRequest request, ServerCallContext context)
    {
        var now = await db.NowAsync(context.CancellationToken);
        var ahead = await db.WithSeatsAsync(db.Listed(now), context.CancellationToken);
        return new Wire.ListDialoguesReply { Dialogues = { ahead.Select(found => found.Dialogue.ToWire(found.Seats, now)) } };
    }

    [AllowAnonymous]
    public override async Task<Wire.ListVersion> GetListVersion(Wire.GetListVersionRequest request, ServerCallContext context) =>
        new() { Version = await db.ListVersionAsync(await db.NowAsync(context.CancellationToken), context.CancellationToken) };

    [AllowAnonymous]
    public override async Task<Wire.Dialogue> GetDialogue(Wire.GetDialogueRequest request, ServerCallContext context)
    {
        var found = await db.FindWithSeatsAsync(Id(request.DialogueId), context.CancellationToken) ?? throw new RefusedException(DialogueRefusals.Unknown);
        if (found.Dialogue.PublishedAt is null && !await context.HoldsRoleAsync("staff"))
        {
            throw new RefusedException(DialogueRefusals.Unknown);
        }

        return found.Dialogue.ToWire(found.Seats, await db.NowAsync(context.CancellationToken));
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.ListForStaffReply> ListForStaff(Wire.ListForStaffRequest request, ServerCallContext context)
    {
        var now = await db.NowAsync(context.CancellationToken);
        var all = await db.WithSeatsAsync(db.Dialogues.OrderByDescending(dialogue => dialogue.StartsAt).ThenBy(dialogue => dialogue.Id).Take(ListedDialogues.DialoguesMax), context.CancellationToken);
        return new Wire.ListForStaffReply { Dialogues = { all.Select(found => found.Dialogue.ToStaff(found.Seats, now)) } };
    }

    [Authorize(Policies.Staff)]
    public override Task WatchSeats(Wire.WatchSeatsRequest request, IServerStreamWriter<Wire.SeatCounts> responseStream, ServerCallContext context) =>
        watch.RunAsync(Id(request.DialogueId), responseStream, context);

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffDialogue> DraftDialogue(Wire.DraftDialogueRequest request, ServerCallContext context) =>
        await StaffAsync(await draft.RunAsync(Content(request.Content), context.CancellationToken), context);

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffDialogue> EditDialogue(Wire.EditDialogueRequest request, ServerCallContext context)
    {
        var id = Id(request.DialogueId);
        await edit.RunAsync(context.PersonId(), id, request.Version, Content(request.Content), context.CancellationToken);
        return await StaffAsync(id, context);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffDialogue> EditLabel(Wire.EditLabelRequest request, ServerCallContext context)
    {
        var id = Id(request.DialogueId);
        await editLabel.RunAsync(id, request.Version, request.Label ?? new Contracts.Labels.Label(), context.CancellationToken);
        return await StaffAsync(id, context);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffDialogue> PublishDialogue(Wire.PublishDialogueRequest request, ServerCallContext context)
    {
        var id = Id(request.DialogueId);
        await publish.RunAsync(id, context.CancellationToken);
        return await StaffAsync(id, context);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.StaffDialogue> CancelDialogue(Wire.CancelDialogueRequest request, ServerCallContext context)
    {
        var id = Id(request.DialogueId);
        await cancel.RunAsync(context.PersonId(), id, request.Words, context.CancellationToken);
        return await StaffAsync(id, context);
    }

    private static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : throw new RefusedException(DialogueRefusals.Unknown);

    private static Wire.DialogueContent Content(Wire.DialogueContent? content) => content ?? new Wire.DialogueContent();

    private async Task<Wire.StaffDialogue> StaffAsync(Guid id, ServerCallContext context)
    {
        var found = await db.FindWithSeatsAsync(id, context.CancellationToken) ?? throw new RefusedException(DialogueRefusals.Unknown);
        return found.Dialogue.ToStaff(found.Seats, await db.NowAsync(context.CancellationToken));
    }
}
