using System.Text;
using Grpc.Core;
using Microsoft.Net.Http.Headers;
using StrongCities.Contracts.Gatherings;
using StrongCities.ServiceDefaults.Refusals;
using StrongCities.Web.Languages;
using StrongCities.Web.Pages.OfGatherings;
using StrongCities.Web.Refusals;

namespace StrongCities.Web.Pages.Calendar;

/// <summary>The seats that a person holds, for the person's calendar programme: whoever has the address reads them (docs/decisions/0016).</summary>
internal static class PersonalFeed
{
    public static string PathOf(string token) => $"/feeds/{token}.ics";

    public static void MapPersonalFeed(this WebApplication app) =>
        app.MapMethods("/feeds/{token}.ics", [HttpMethods.Get, HttpMethods.Head], async (
            string token, HttpContext http, Words words, TimeProvider time,
            [FromKeyedServices(GatheringKinds.Dialogue)] HeldSeats.HeldSeatsClient dialogues, [FromKeyedServices(GatheringKinds.Cohort)] HeldSeats.HeldSeatsClient cohorts) =>
            {
                var headers = http.Response.Headers;
                headers["Referrer-Policy"] = "no-referrer";
                headers["X-Robots-Tag"] = "noindex";
                headers.CacheControl = "no-store";
                try
                {
                    var asked = new[] { dialogues, cohorts }
                        .Select(keeper => keeper.ListHeldSeatsAsync(new ListHeldSeatsRequest { Token = token }, cancellationToken: http.RequestAborted).ResponseAsync);
                    var seats = (await Task.WhenAll(asked)).SelectMany(reply => reply.Seats);
                    var (name, events) = (words["Strong Cities: your seats"], Events(seats, words, $"{http.Request.Scheme}://{http.Request.Host}"));
                    // The programme that asked may keep it and ask whether it is still so; nobody between may.
                    headers.CacheControl = "private, no-cache";
                    return Results.Bytes(
                        Encoding.UTF8.GetBytes(FeedFile.Write(name, events, time.GetUtcNow())), "text/calendar; charset=utf-8", "strong-cities.ics",
                        entityTag: new EntityTagHeaderValue(FeedFile.TagOf(name, events)));
                }
                catch (RpcException error) when (error.ReadRefusal()?.Reason == "feed-unknown")
                {
                    return Results.Text(error.Worded(words), statusCode: StatusCodes.Status404NotFound);
                }
                catch (RpcException error) when (error.IsAway())
                {
                    // Half of the seats would take the other half out of the calendar.
                    headers.RetryAfter = "300";
                    return Results.Text(words["A part of the site does not answer just now."], statusCode: StatusCodes.Status503ServiceUnavailable);
                }
            })
            .AllowAnonymous()
            .ExcludeFromDescription();

    internal static IReadOnlyList<FeedEvent> Events(IEnumerable<HeldSeat> seats, Words words, string origin) =>
        [.. seats.SelectMany(seat => CalendarSlot.Of(seat.Gathering).Where(slot => !slot.CalledOff).Select(slot => Event(seat, slot, words, origin))).OrderBy(entry => entry.StartsAt)];

    private static FeedEvent Event(HeldSeat seat, CalendarSlot slot, Words words, string origin)
    {
        var gathering = seat.Gathering;
        var title = LocalTexts.Best(gathering.Title, words.Language).Text;
        var page = $"{origin}/{words.Language.Code}{GatheringKinds.PathOf(gathering.Kind)}/registrations/{seat.RegistrationId}";
        return new FeedEvent(
            seat.CalendarUids[slot.Id], seat.CalendarSequence, slot.Starts.ToDateTimeOffset(), slot.Ends.ToDateTimeOffset(), gathering.TimeZone,
            slot.Session is { } session ? $"{title}: {LocalTexts.Best(session.Title, words.Language).Text}" : title,
            words["Answering in the calendar changes nothing; to cancel: {address}", ("address", page)], GatheringWords.Place(gathering, words), page, Held: true);
    }
}
