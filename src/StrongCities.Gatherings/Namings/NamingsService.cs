using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Labels;
using StrongCities.Gatherings.Registrations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Namings;

/// <summary>The link is the permission: whoever holds it answers for the one name it was made for.</summary>
internal sealed class NamingsService(GatheringsDb db, AgreeToNaming agree, LeaveDelegation leave) : Wire.Namings.NamingsBase
{
    [AllowAnonymous]
    public override async Task<Wire.Naming> GetNaming(Wire.GetNamingRequest request, ServerCallContext context) =>
        await ShowAsync(await OpenAsync(request.Token, context.CancellationToken), context.CancellationToken);

    [AllowAnonymous]
    public override async Task<Wire.Naming> AgreeToNaming(Wire.AgreeToNamingRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        await agree.RunAsync(await OpenAsync(request.Token, stop), request.LabelVersion, request.AgreedLeavingIds, stop);
        return await ShowAsync(await OpenAsync(request.Token, stop), stop);
    }

    [AllowAnonymous]
    public override async Task<Wire.EndNamingReply> EndNaming(Wire.EndNamingRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var naming = await OpenAsync(request.Token, stop);
        await leave.RunAsync(naming.PersonId, await db.Entries().SingleAsync(entry => entry.Id == naming.EntryId, stop), stop);
        return new Wire.EndNamingReply();
    }

    private async Task<NamedPerson> OpenAsync(string token, CancellationToken stop) =>
        await db.OpenNameLinkAsync(token, stop) ?? throw new RefusedException(NamingRefusals.Unknown);

    private async Task<Wire.Naming> ShowAsync(NamedPerson naming, CancellationToken stop)
    {
        var (gathering, seats) = (await db.FindWithSeatsAsync(naming.OfferingId, stop))!.Value;
        Activity.Current?.SetTag("booking.reference", await db.Entries().Where(entry => entry.Id == naming.EntryId).Select(entry => entry.Reference).SingleAsync(stop));
        return new Wire.Naming
        {
            Gathering = gathering.ToWire(seats, await db.NowAsync(stop)),
            NamedAt = naming.NamedAt.ToTimestamp(),
            AgreedAt = naming.AgreedAt?.ToTimestamp(),
            Acknowledgement = (await db.AcknowledgedAsync(naming.OfferingId, naming.PersonId, stop)).ToWire(),
        };
    }
}
