using Grpc.Core;
using StrongCities.Admission;
using StrongCities.Gatherings.Registrations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Offers;

internal static class OfferRefusals
{
    /// <summary>Also for a forged or replaced link.</summary>
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "offer-unknown", "This link does not lead to an offer.");
    public static readonly Refusal Expired = new(StatusCode.FailedPrecondition, "offer-expired", "The offer has ended.");
    public static readonly Refusal Declined = new(StatusCode.FailedPrecondition, "offer-declined", "The offer was declined.");
    public static readonly Refusal Accepted = new(StatusCode.FailedPrecondition, "offer-accepted", "The offer was accepted.");

    /// <summary>What the ledger refused, in the words of offers.</summary>
    public static Refusal Of(Answer answer)
    {
        var reason = answer.Refusal!.Reason;
        return reason == AdmissionRefusals.OfferNotFound.Reason ? Unknown
            : reason == AdmissionRefusals.OfferLapsed.Reason || reason == AdmissionRefusals.OfferingCalledOff.Reason || reason == AdmissionRefusals.OfferingStarted.Reason ? Expired
            : reason == AdmissionRefusals.OfferDeclined.Reason ? Declined
            : reason == AdmissionRefusals.OfferAccepted.Reason ? Accepted
            : RegistrationRefusals.Of(answer);
    }
}
