using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Labels;
using StrongCities.Gatherings.Members;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

internal sealed class RegistrationsService(
    GatheringsDb db, RegisterDelegation register, NameDelegates name, CancelRegistration cancel, UndoCancellation undo, LowerMinimum lower,
    AcknowledgeForRegistration acknowledge, LeaveDelegation leave, ConfirmStillComing stillComing, AnswerNamedInReport named, Offers.AcceptOffer accept)
    : Wire.Registrations.RegistrationsBase
{
    private const int RegistrationsMax = 500;

    [Authorize(Policies.Person)]
    public override async Task<Wire.RegisterDelegationReply> RegisterDelegation(Wire.RegisterDelegationRequest request, ServerCallContext context)
    {
        var answer = await register.RunAsync(context.PersonId(), request, context.CancellationToken);
        Activity.Current?.SetTag("booking.reference", answer.Reference);
        return new Wire.RegisterDelegationReply
        {
            RegistrationId = answer.EntryId.ToString(),
            BookingReference = answer.Reference,
            State = answer.Outcome == Outcome.Confirmed ? "confirmed" : "waiting",
            Seats = answer.Seats,
            Position = answer.Position,
        };
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> GetRegistration(Wire.GetRegistrationRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var entry = await db.FindRegistrationAsync(request.RegistrationId, stop);
        var own = entry is not null && await db.ActsForAsync(context.PersonId(), entry.OrganizationId, stop);
        var isStaff = !own && entry is not null && await context.HoldsRoleAsync("staff");
        if (entry is null || !(own || isStaff))
        {
            throw new RefusedException(RegistrationRefusals.Unknown);
        }

        Activity.Current?.SetTag("booking.reference", entry.Reference);
        return await db.ShowToAsync(entry, context.PersonId(), isStaff, stop);
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.ListMyRegistrationsReply> ListMyRegistrations(Wire.ListMyRegistrationsRequest request, ServerCallContext context)
    {
        var organizations = await db.OrganizationsOfAsync(context.PersonId(), context.CancellationToken);
        var entries = await db.Entries().Where(entry => organizations.Contains(entry.OrganizationId))
            .Join(db.Gatherings, entry => entry.OfferingId, gathering => gathering.Id, (entry, gathering) => new { Entry = entry, gathering.StartsAt })
            .OrderBy(row => row.StartsAt).ThenBy(row => row.Entry.Sequence).Take(RegistrationsMax).Select(row => row.Entry).ToListAsync(context.CancellationToken);
        return new Wire.ListMyRegistrationsReply { Registrations = { await db.ShowAsync(entries, context.PersonId(), context.CancellationToken) } };
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> NameDelegates(Wire.NameDelegatesRequest request, ServerCallContext context) =>
        await ShowAsync(await name.RunAsync(context.PersonId(), request.RegistrationId, request.PersonIds, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> AcknowledgeLabel(Wire.AcknowledgeLabelRequest request, ServerCallContext context) =>
        await ShowAsync(
            await acknowledge.RunAsync(context.PersonId(), request.RegistrationId, request.LabelVersion, request.AgreedLeavingIds, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> LeaveDelegation(Wire.LeaveDelegationRequest request, ServerCallContext context) =>
        await ShowAsync(await leave.RunAsync(context.PersonId(), request.RegistrationId, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> CancelRegistration(Wire.CancelRegistrationRequest request, ServerCallContext context) =>
        await ShowAsync(await cancel.RunAsync(context.PersonId(), request.RegistrationId, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> UndoCancellation(Wire.UndoCancellationRequest request, ServerCallContext context) =>
        await ShowAsync(await undo.RunAsync(context.PersonId(), request.RegistrationId, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> ConfirmStillComing(Wire.ConfirmStillComingRequest request, ServerCallContext context) =>
        await ShowAsync(await stillComing.RunAsync(context.PersonId(), request.RegistrationId, request.Move, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> AnswerNamedInReport(Wire.AnswerNamedInReportRequest request, ServerCallContext context) =>
        await ShowAsync(await named.RunAsync(context.PersonId(), request.RegistrationId, request.MayName, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> TakeOfferedSeats(Wire.TakeOfferedSeatsRequest request, ServerCallContext context) =>
        await ShowAsync(await accept.RunAsync(context.PersonId(), request.RegistrationId, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.Registration> LowerMinimum(Wire.LowerMinimumRequest request, ServerCallContext context) =>
        await ShowAsync(await lower.RunAsync(context.PersonId(), request.RegistrationId, request.MinSeats, context.CancellationToken), context);

    [Authorize(Policies.Staff)]
    public override async Task<Wire.ListForGatheringReply> ListForGathering(Wire.ListForGatheringRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var found = Guid.TryParse(request.GatheringId, out var id) ? await db.FindWithSeatsAsync(id, stop) : null;
        if (found is not { } gathering)
        {
            throw new RefusedException(GatheringRefusals.Unknown);
        }

        var entries = await db.Entries().Where(entry => entry.OfferingId == id).OrderBy(entry => entry.State).ThenBy(entry => entry.Sequence).ToListAsync(stop);
        return new Wire.ListForGatheringReply
        {
            Gathering = await db.ToStaffAsync(gathering, stop),
            Registrations = { await db.ShowAsync(entries, null, stop) },
        };
    }

    private async Task<Wire.Registration> ShowAsync(Guid id, ServerCallContext context)
    {
        var entry = await db.Entries().SingleAsync(entry => entry.Id == id, context.CancellationToken);
        Activity.Current?.SetTag("booking.reference", entry.Reference);
        return await db.ShowToAsync(entry, context.PersonId(), isStaff: false, context.CancellationToken);
    }
}
