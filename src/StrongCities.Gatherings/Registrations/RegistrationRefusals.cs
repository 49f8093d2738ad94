using System.Globalization;
using Grpc.Core;
using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Labels;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

internal static class RegistrationRefusals
{
    /// <summary>Also of an organization that the caller does not act for.</summary>
    public static readonly Refusal OrganizationUnknown = new(StatusCode.NotFound, "organization-unknown", "There is no such organization.");
    /// <summary>Also of another organization's registration.</summary>
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "registration-unknown", "There is no such registration.");
    public static readonly Refusal KeyMissing = new(StatusCode.InvalidArgument, "key-missing", "The request has no key, or one of more than 100 characters.");
    public static readonly Refusal KeyReused = new(StatusCode.InvalidArgument, "key-reused", "This form was already sent for something else.");
    public static readonly Refusal GatheringNotOpen = new(StatusCode.FailedPrecondition, "gathering-not-open", "This event does not take registrations now.");
    public static readonly Refusal OrganizationNotMember = new(StatusCode.FailedPrecondition, "organization-not-member", "This organization is not a member at present.");
    public static readonly Refusal SeatsOutOfRange = new(StatusCode.InvalidArgument, "seats-out-of-range", "Ask for one seat or more, and for no fewer at most than at least.");
    public static readonly Refusal PersonNotOfOrganization = new(StatusCode.InvalidArgument, "person-not-of-organization", "Delegates act for the organization that registers them.");
    public static readonly Refusal PersonAlreadySeated = new(StatusCode.AlreadyExists, "person-already-seated", "A person is already named in this event.");
    public static readonly Refusal NotActive = new(StatusCode.FailedPrecondition, "registration-not-active", "This registration has ended, or cannot be changed any more.");
    public static readonly Refusal UndoTooLate = new(StatusCode.FailedPrecondition, "undo-too-late", "This can no longer be undone.");
    public static readonly Refusal NotMoved = new(StatusCode.FailedPrecondition, "not-moved", "This event has not moved since you registered.");
    public static readonly Refusal MovedAgain = new(StatusCode.FailedPrecondition, "moved-again", "This event has moved again; look at its new time and place.");
    public static readonly Refusal MinimumNotLower = new(StatusCode.InvalidArgument, "minimum-not-lower", "The minimum can be lowered, never raised.");

    public static Refusal DelegationExceedsLimit(int limit) => new(StatusCode.FailedPrecondition, "delegation-exceeds-limit",
        "One organization may not have so many seats.", ("limit", limit.ToString(CultureInfo.InvariantCulture)));

    public static Refusal AlreadyRegistered(string reference) => new(StatusCode.AlreadyExists, "already-registered",
        "This organization is registered already.", ("reference", reference));

    public static Refusal TooManyPeople(int limit) => new(StatusCode.InvalidArgument, "too-many-people",
        "More people are named than there are seats.", ("limit", limit.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What the ledger refused, in the words of registrations.</summary>
    public static Refusal Of(Answer answer)
    {
        var refusal = answer.Refusal!;
        return Of(refusal.Reason, refusal.Number ?? 0, answer.Reference ?? "")
            ?? (LabelRefusals.All.Any(label => label.Reason == refusal.Reason) ? LabelInWords.Of(refusal) : GatheringRefusals.Of(refusal));
    }

    private static Refusal? Of(string reason, int number, string reference) =>
        reason == AdmissionRefusals.EntryNotFound.Reason ? Unknown
        : reason == AdmissionRefusals.OfferingCalledOff.Reason || reason == AdmissionRefusals.OfferingStarted.Reason
            || reason == AdmissionRefusals.BookingNotOpen.Reason || reason == AdmissionRefusals.BookingClosed.Reason ? GatheringNotOpen
        : reason == AdmissionRefusals.SeatsInvalid.Reason || reason == AdmissionRefusals.EntryInvalid.Reason ? SeatsOutOfRange
        : reason == AdmissionRefusals.EntryExceedsLimit.Reason ? DelegationExceedsLimit(number)
        : reason == AdmissionRefusals.AlreadyRegistered.Reason ? AlreadyRegistered(reference)
        : reason == AdmissionRefusals.PersonAlreadyNamed.Reason ? PersonAlreadySeated
        : reason == AdmissionRefusals.PeopleExceedSeats.Reason ? TooManyPeople(number)
        : reason == AdmissionRefusals.EntryOver.Reason || reason == AdmissionRefusals.EntryNotWaiting.Reason ? NotActive
        : reason == AdmissionRefusals.MinimumOnlyLowered.Reason ? MinimumNotLower
        : reason == AdmissionRefusals.UndoTooLate.Reason ? UndoTooLate
        : reason == AdmissionRefusals.KeyReused.Reason ? KeyReused
        : null;
}
