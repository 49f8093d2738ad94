using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Mail;

internal sealed class RegistrationMailService(GatheringsDb db, DescribeRegistration describe) : Wire.RegistrationMail.RegistrationMailBase
{
    [Authorize("scope:registrations.mail")]
    public override async Task<Wire.RegistrationDescription> Describe(Wire.DescribeRequest request, ServerCallContext context)
    {
        var description = await describe.RunAsync(request, context.CancellationToken);
        Activity.Current?.SetTag("booking.reference", description.Registration.BookingReference);
        return description;
    }

    [Authorize("scope:registrations.mail")]
    public override async Task<Wire.ListConcernedReply> ListConcerned(Wire.ListConcernedRequest request, ServerCallContext context)
    {
        if (!Guid.TryParse(request.GatheringId, out var id) || !await db.Gatherings.AnyAsync(gathering => gathering.Id == id, context.CancellationToken))
        {
            throw new RefusedException(GatheringRefusals.Unknown);
        }

        var concerned = await db.Entries()
            .Where(entry => entry.OfferingId == id && ((entry.State != EntryState.Cancelled && entry.State != EntryState.Refused) || entry.EndReason == EndReason.CalledOff))
            .OrderBy(entry => entry.Sequence).Select(entry => entry.Id).ToListAsync(context.CancellationToken);
        return new Wire.ListConcernedReply { RegistrationIds = { concerned.Select(registration => registration.ToString()) } };
    }
}
