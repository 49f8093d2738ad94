using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace StrongCities.Gatherings.Offers;

/// <summary>The link is the permission: whoever holds it may answer the one offer it was made for.</summary>
internal sealed class SeatOffersService(GatheringsDb db, AcceptOffer accept, DeclineOffer decline, UndoDecline undo) : Wire.SeatOffers.SeatOffersBase
{
    [AllowAnonymous]
    public override async Task<Wire.SeatOffer> GetOffer(Wire.GetOfferRequest request, ServerCallContext context) =>
        await ShowAsync((await db.OpenLinkAsync(request.Token, context.CancellationToken)).Offer.Id, context);

    [AllowAnonymous]
    public override async Task<Wire.SeatOffer> AcceptOffer(Wire.AcceptOfferRequest request, ServerCallContext context) =>
        await ShowAsync(await accept.RunAsync(request.Token, context.CancellationToken), context);

    [AllowAnonymous]
    public override async Task<Wire.SeatOffer> DeclineOffer(Wire.DeclineOfferRequest request, ServerCallContext context) =>
        await ShowAsync(await decline.RunAsync(request.Token, context.CancellationToken), context);

    [AllowAnonymous]
    public override async Task<Wire.SeatOffer> UndoDecline(Wire.UndoDeclineRequest request, ServerCallContext context) =>
        await ShowAsync(await undo.RunAsync(request.Token, context.CancellationToken), context);

    private async Task<Wire.SeatOffer> ShowAsync(Guid offerId, ServerCallContext context)
    {
        var offer = await db.ShowOfferAsync(offerId, context.CancellationToken);
        Activity.Current?.SetTag("booking.reference", offer.BookingReference);
        return offer;
    }
}
