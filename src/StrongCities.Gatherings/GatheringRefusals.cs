using System.Globalization;
using Grpc.Core;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

internal static class GatheringRefusals
{
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "gathering-unknown", "There is no such event.");
    public static readonly Refusal ChangedMeanwhile = new(StatusCode.Aborted, "gathering-changed-meanwhile", "Somebody else changed this event in the meantime.");
    public static readonly Refusal Over = new(StatusCode.FailedPrecondition, "gathering-over", "This event is over or cancelled.");
    public static readonly Refusal NotDraft = new(StatusCode.FailedPrecondition, "gathering-not-draft", "This event is published already.");
    public static readonly Refusal NotPublished = new(StatusCode.FailedPrecondition, "gathering-not-published", "This event was never published: it is deleted, not cancelled.");
    public static readonly Refusal WordsMissing = new(StatusCode.InvalidArgument, "words-missing", "Say why it is cancelled.");

    public static readonly Refusal TitleMissing = new(StatusCode.InvalidArgument, "title-missing", "Enter a title in at least one language.");
    public static readonly Refusal TitleTooLong = new(StatusCode.InvalidArgument, "title-too-long", "A title has 200 characters at most.");
    public static readonly Refusal SummaryTooLong = new(StatusCode.InvalidArgument, "summary-too-long", "A summary has 4,000 characters at most.");
    public static readonly Refusal TextTooLong = new(StatusCode.InvalidArgument, "text-too-long", "This line has 200 characters at most.");
    public static readonly Refusal LanguageUnknown = new(StatusCode.InvalidArgument, "language-unknown", "Each text needs a language of its own.");
    public static readonly Refusal ZoneUnknown = new(StatusCode.InvalidArgument, "zone-unknown", "There is no such time zone.");
    public static readonly Refusal TimeUnreadable = new(StatusCode.InvalidArgument, "time-unreadable", "Enter a date and a time.");
    public static readonly Refusal TimeDoesNotExist = new(StatusCode.InvalidArgument, "time-does-not-exist", "The clocks skip this time on that day.");
    public static readonly Refusal StartsInThePast = new(StatusCode.InvalidArgument, "starts-in-the-past", "It starts in the future.");
    public static readonly Refusal EndsBeforeStart = new(StatusCode.InvalidArgument, "ends-before-start", "The end comes after the start.");
    public static readonly Refusal TooLong = new(StatusCode.InvalidArgument, "gathering-too-long", "It lasts too long.");
    public static readonly Refusal HostCityMissing = new(StatusCode.InvalidArgument, "host-city-missing", "Name the host city.");
    public static readonly Refusal FormatUnknown = new(StatusCode.InvalidArgument, "format-unknown", "Choose in person, online or hybrid.");
    public static readonly Refusal CapacityOutOfRange = new(StatusCode.InvalidArgument, "capacity-out-of-range", "There are 1 to 2,000 seats.");
    public static readonly Refusal SeatsPerOrganizationOutOfRange = new(StatusCode.InvalidArgument, "seats-per-organization-out-of-range", "An organization has 1 to 20 seats, and no more than there are.");
    public static readonly Refusal TooManySessions = new(StatusCode.InvalidArgument, "too-many-sessions", "There are 60 sessions at most.");
    public static readonly Refusal SessionOutsideGathering = new(StatusCode.InvalidArgument, "session-outside-gathering", "A session lies between start and end.");

    public static readonly Refusal Busy = new(StatusCode.ResourceExhausted, "busy", "Nothing was done; please try again in a moment.");
    public static readonly Refusal NotConfirmed = new(StatusCode.Unavailable, "not-confirmed", "Not confirmed; trying again is safe.");

    public static Refusal CapacityBelowTaken(int seatsToFree) => new(StatusCode.FailedPrecondition, "capacity-below-taken",
        "More seats are taken than that.", ("to-free", seatsToFree.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What the ledger refused, in the words of gatherings.</summary>
    public static Refusal Of(AdmissionRefusal refusal) => refusal switch
    {
        _ when refusal.Reason == AdmissionRefusals.CapacityBelowTaken.Reason => CapacityBelowTaken(refusal.Number ?? 0),
        _ when refusal.Reason == AdmissionRefusals.OfferingCalledOff.Reason => Over,
        _ when refusal.Reason == AdmissionRefusals.OfferingNotFound.Reason => Unknown,
        { Kind: RefusalKind.Busy } => Busy,
        { Kind: RefusalKind.Unconfirmed } => NotConfirmed,
        _ => CapacityOutOfRange,
    };

    /// <summary>The first problem, with every field that has one and its reason.</summary>
    public static Refusal Of(IReadOnlyList<(string Field, Refusal Refusal)> problems) => problems[0].Refusal with
    {
        Facts = [.. problems.DistinctBy(problem => problem.Field).Select(problem => (problem.Field, problem.Refusal.Reason))],
    };
}
