using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>What somebody who acts for an organization can be refused.</summary>
internal static class OrganizationRefusals
{
    public static readonly Refusal OrganizationUnknown = new(StatusCode.NotFound, "organization-unknown", "There is no such organization for this caller.");
    public static readonly Refusal OrganizationChangedMeanwhile = new(StatusCode.Aborted, "organization-changed-meanwhile", "The profile was changed elsewhere since this form was opened.");
    public static readonly Refusal RoleUnknown = new(StatusCode.InvalidArgument, "role-unknown", "There is no such role in an organization.");
    public static readonly Refusal NameMissing = new(StatusCode.InvalidArgument, "name-missing", "A person needs a name.");
    public static readonly Refusal NameTooLong = new(StatusCode.InvalidArgument, "name-too-long", "A name has at most 200 characters.", ("limit", "200"));
    public static readonly Refusal EndInThePast = new(StatusCode.InvalidArgument, "end-in-the-past", "A role ends in the future or never.");
    public static readonly Refusal RoleAlreadyHeld = new(StatusCode.AlreadyExists, "role-already-held", "The person already holds this role here.");
    public static readonly Refusal RoleNotHeld = new(StatusCode.NotFound, "role-not-held", "The person does not hold this role here.");
    public static readonly Refusal LastFocalPoint = new(StatusCode.FailedPrecondition, "last-focal-point", "Somebody has to stay focal point for good.");
    public static readonly Refusal StandingNotPossible = new(StatusCode.FailedPrecondition, "standing-not-possible", "From where the organization stands now this is not possible.");
    public static readonly Refusal ReturnTooLate = new(StatusCode.FailedPrecondition, "return-too-late", "Leaving can be taken back for seven days only.");
    public static readonly Refusal AboutTooLong = new(StatusCode.InvalidArgument, "about-too-long", "The text about an organization has at most 2,000 characters.", ("limit", "2000"));
    public static readonly Refusal NeedsTooLong = new(StatusCode.InvalidArgument, "needs-too-long", "The needs have at most 1,000 characters.", ("limit", "1000"));
    public static readonly Refusal OffersTooLong = new(StatusCode.InvalidArgument, "offers-too-long", "The support offered has at most 1,000 characters.", ("limit", "1000"));
    public static readonly Refusal AudienceUnknown = new(StatusCode.InvalidArgument, "audience-unknown", "A field is read by the public, by members or by nobody.");
    public static readonly Refusal ContactByUnknown = new(StatusCode.InvalidArgument, "contact-by-unknown", "Contact is by nobody, members or cities.");
}
