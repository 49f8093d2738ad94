using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>What an applicant can be refused.</summary>
internal static class ApplicationRefusals
{
    public static readonly Refusal KindUnknown = new(StatusCode.InvalidArgument, "kind-unknown", "An applicant is a city or a CSO.");
    public static readonly Refusal ApplicationUnknown = new(StatusCode.NotFound, "application-unknown", "There is no such application, or its link has expired.");
    public static readonly Refusal ApplicationSent = new(StatusCode.FailedPrecondition, "application-sent", "The application was sent and cannot be changed now.");
    public static readonly Refusal ApplicationChangedMeanwhile = new(StatusCode.Aborted, "application-changed-meanwhile", "The application was changed elsewhere since this form was opened.");
    public static readonly Refusal PrinciplesNotAccepted = new(StatusCode.FailedPrecondition, "principles-not-accepted", "The present principles were not accepted.");
    public static readonly Refusal EvidenceMissing = new(StatusCode.FailedPrecondition, "evidence-missing", "The chosen evidence is not there yet.");
    public static readonly Refusal KeyInvalid = new(StatusCode.InvalidArgument, "key-invalid", "A key has 1 to 100 characters.");
    public static readonly Refusal DocumentTooLarge = new(StatusCode.InvalidArgument, "document-too-large", "A document has at most 5 MB.", ("limit", "5"));
    public static readonly Refusal DocumentTypeUnknown = new(StatusCode.InvalidArgument, "document-type-unknown", "A document is a PDF, a PNG or a JPEG by its content.");
    public static readonly Refusal DocumentEmpty = new(StatusCode.InvalidArgument, "document-empty", "The document is empty.");
    public static readonly Refusal DocumentsTooMany = new(StatusCode.FailedPrecondition, "documents-too-many", "An application holds at most five documents.", ("limit", "5"));
    public static readonly Refusal LinkInvalid = new(StatusCode.NotFound, "link-invalid", "The link is not valid or has expired; a new one can be asked for.");
    public static readonly Refusal AppealNotOpen = new(StatusCode.FailedPrecondition, "appeal-not-open", "Only a refusal can be appealed.");
    public static readonly Refusal AppealTooLate = new(StatusCode.FailedPrecondition, "appeal-too-late", "The 30 days for an appeal are over.", ("limit", "30"));
    public static readonly Refusal AppealEmpty = new(StatusCode.InvalidArgument, "appeal-empty", "An appeal needs words.");
    public static readonly Refusal AppealTooLong = new(StatusCode.InvalidArgument, "appeal-too-long", "An appeal has at most 4,000 characters.", ("limit", "4000"));
    public static readonly Refusal AppealAlreadyMade = new(StatusCode.AlreadyExists, "appeal-already-made", "The refusal was already appealed.");

    /// <summary>The missing answers, by proto field name.</summary>
    public static Refusal ApplicationIncomplete(IEnumerable<string> fields) =>
        new(StatusCode.FailedPrecondition, "application-incomplete", "Answers are missing.", ("fields", string.Join(',', fields)));

    /// <summary>Each bad answer with the reason to show beside it; nothing was kept.</summary>
    public static Refusal AnswersInvalid(IEnumerable<(string Field, Refusal Refusal)> bad) =>
        new(StatusCode.InvalidArgument, "answers-invalid", "Some answers cannot be kept.", [.. bad.Select(answer => (answer.Field, answer.Refusal.Reason))]);
}
