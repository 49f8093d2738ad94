using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Vetting;

/// <summary>What a reviewer or decider can be refused.</summary>
internal static class VettingRefusals
{
    public static readonly Refusal CaseNotOpen = new(StatusCode.FailedPrecondition, "case-not-open", "The case is not open for review.");
    public static readonly Refusal CaseNotRecommended = new(StatusCode.FailedPrecondition, "case-not-recommended", "The case has no recommendation to decide on.");
    public static readonly Refusal OwnCity = new(StatusCode.FailedPrecondition, "own-city", "Nobody vets an applicant of the own city.");
    public static readonly Refusal ChecklistIncomplete = new(StatusCode.InvalidArgument, "checklist-incomplete", "Every item of the checklist has to be looked at.");
    public static readonly Refusal RecommendationEmpty = new(StatusCode.InvalidArgument, "recommendation-empty", "A recommendation needs words.");
    public static readonly Refusal RecommendationTooLong = new(StatusCode.InvalidArgument, "recommendation-too-long", "A recommendation has at most 4,000 characters.", ("limit", "4000"));
    public static readonly Refusal ReasonUnknown = new(StatusCode.InvalidArgument, "reason-unknown", "The reason is not of the published list.");
    public static readonly Refusal QuestionEmpty = new(StatusCode.InvalidArgument, "question-empty", "A question needs words.");
    public static readonly Refusal QuestionTooLong = new(StatusCode.InvalidArgument, "question-too-long", "A question has at most 4,000 characters.", ("limit", "4000"));
    public static readonly Refusal SamePerson = new(StatusCode.FailedPrecondition, "same-person", "Whoever recommended does not decide.");
    public static readonly Refusal SameSide = new(StatusCode.FailedPrecondition, "same-side", "The two people are of the same organization and the same region.");
    public static readonly Refusal NotAgreed = new(StatusCode.FailedPrecondition, "not-agreed", "The recommendation says the opposite; one person alone neither admits nor refuses.");
    public static readonly Refusal DecisionWordsMissing = new(StatusCode.InvalidArgument, "decision-words-missing", "The decision owes the applicant words.");
    public static readonly Refusal DecisionWordsTooLong = new(StatusCode.InvalidArgument, "decision-words-too-long", "The words of a decision have at most 4,000 characters.", ("limit", "4000"));
    public static readonly Refusal AppealNotOpen = new(StatusCode.FailedPrecondition, "appeal-not-open", "There is no open appeal.");
    public static readonly Refusal HadAPart = new(StatusCode.FailedPrecondition, "had-a-part", "Whoever had a part in the case does not decide its appeal.");
    public static readonly Refusal SameRegion = new(StatusCode.FailedPrecondition, "same-region", "An appeal is decided by people of another region.");
    public static readonly Refusal DocumentUnknown = new(StatusCode.NotFound, "document-unknown", "There is no such document.");

    /// <summary>The published test of the reason that is not met, by its code.</summary>
    public static Refusal ReasonTestNotMet(string test) =>
        new(StatusCode.FailedPrecondition, "reason-test-not-met", "A published test of this reason is not met.", ("test", test));
}
