using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>Why one answer of an application cannot be kept; shown beside its field.</summary>
internal static class AnswerRefusals
{
    public static readonly Refusal OrganizationNameTooLong = Bad("organization-name-too-long", "A name has at most 200 characters.", Answers.NameMax);
    public static readonly Refusal CountryUnknown = Bad("country-unknown", "The country is in neither Europe nor North America.");
    public static readonly Refusal PlaceTooLong = Bad("place-too-long", "A place has at most 200 characters.", Answers.NameMax);
    public static readonly Refusal ProvinceTooLong = Bad("province-too-long", "A region has at most 200 characters.", Answers.NameMax);
    public static readonly Refusal WebsiteInvalid = Bad("website-invalid", "A website starts with https:// or http:// and has at most 300 characters.");
    public static readonly Refusal FormUnknown = Bad("form-unknown", "The form is not one of those listed.");
    public static readonly Refusal PopulationInvalid = Bad("population-invalid", "A population is between 0 and 50 million.");
    public static readonly Refusal ContactNameTooLong = Bad("contact-name-too-long", "A name has at most 200 characters.", Answers.NameMax);
    public static readonly Refusal ContactPositionTooLong = Bad("contact-position-too-long", "A position has at most 200 characters.", Answers.NameMax);
    public static readonly Refusal EmailInvalid = Bad("email-invalid", "This is no e-mail address.");
    public static readonly Refusal PhoneInvalid = Bad("phone-invalid", "A telephone number has digits, spaces and + - ( ) . / only.");
    public static readonly Refusal MotivationTooLong = Bad("motivation-too-long", "The motivation has at most 2,000 characters.", Answers.MotivationMax);
    public static readonly Refusal ThemeUnknown = Bad("theme-unknown", "A theme is not of the shared vocabulary.");
    public static readonly Refusal LanguageUnknown = Bad("language-unknown", "A language is not a BCP 47 tag or not offered.");
    public static readonly Refusal EvidenceUnknown = Bad("evidence-unknown", "The evidence is not one of those listed for this kind of applicant.");
    public static readonly Refusal ReferencesTooMany = Bad("references-too-many", "At most five references.", Answers.ReferencesMax);
    public static readonly Refusal ReferenceNameMissing = Bad("reference-name-missing", "A reference has no name.");
    public static readonly Refusal ReferenceEmailInvalid = Bad("reference-email-invalid", "A reference has no valid e-mail address.");
    public static readonly Refusal ReferenceTwice = Bad("reference-twice", "Two references have the same e-mail address.");
    public static readonly Refusal ReferenceIsContact = Bad("reference-is-contact", "A reference has the e-mail address of the applicant's own contact.");
    public static readonly Refusal ReferenceTooLong = Bad("reference-too-long", "A reference's name or organization has more than 200 characters.", Answers.NameMax);
    public static readonly Refusal PrinciplesVersionUnknown = Bad("principles-version-unknown", "This version of the principles is not the present one.");
    public static readonly Refusal ListingUnknown = Bad("listing-unknown", "The precision of the listing is not one of those offered.");
    public static readonly Refusal FieldUnknown = Bad("field-unknown", "There is no such answer.");

    private static Refusal Bad(string reason, string message) => new(StatusCode.InvalidArgument, reason, message);

    private static Refusal Bad(string reason, string message, int limit) =>
        new(StatusCode.InvalidArgument, reason, message, ("limit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
