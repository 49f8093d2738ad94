namespace StrongCities.Membership.Applications;

/// <summary>Where an application stands; the same words in the contract, the table and its check constraint.</summary>
internal static class ApplicationState
{
    public const string Draft = "draft";
    public const string Submitted = "submitted";
    public const string UnderReview = "under-review";
    public const string Question = "question";
    public const string Recommended = "recommended";
    public const string Admitted = "admitted";
    public const string Refused = "refused";
    public const string Appealed = "appealed";
    public const string AppealRefused = "appeal-refused";

    public static readonly string[] All = [Draft, Submitted, UnderReview, Question, Recommended, Admitted, Refused, Appealed, AppealRefused];

    /// <summary>Cases that somebody in the network or the applicant still has to act on.</summary>
    public static readonly string[] Open = [Submitted, UnderReview, Question, Recommended, Appealed];

    public static readonly string[] Decided = [Admitted, Refused, AppealRefused];
}
