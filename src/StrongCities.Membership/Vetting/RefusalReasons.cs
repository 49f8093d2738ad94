using StrongCities.Membership.Applications;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Vetting;

/// <summary>
/// The fixed, published list of reasons for a refusal, each with its tests. It has no "other" and nothing about politics or criticizing a government;
/// the table's check constraint holds the same list.
/// </summary>
internal static class RefusalReasons
{
    public const string Incomplete = "incomplete";
    public const string NotEligibleKind = "not-eligible-kind";
    public const string IdentityNotConfirmed = "identity-not-confirmed";
    public const string Principles = "principles";
    public const string DuplicateMember = "duplicate-member";
    public const int IncompleteRequests = 2;
    public const int IncompleteDays = 30;

    public static readonly IReadOnlyDictionary<string, string[]> TestsByReason = new Dictionary<string, string[]>
    {
        [Incomplete] = ["two-requests", "thirty-days"],
        [NotEligibleKind] = ["identity-checked"],
        [IdentityNotConfirmed] = ["evidence-asked"],
        [Principles] = ["principle-named", "conduct-named", "evidence-named"],
        [DuplicateMember] = ["duplicate-found"],
    };

    public static bool Exists(string reason) => TestsByReason.ContainsKey(reason);

    /// <summary>The first published test of the reason that is not met, or null.</summary>
    public static Refusal? Test(Application application, Decision decision, bool duplicateFound, DateTimeOffset now)
    {
        if (!TestsByReason.TryGetValue(decision.Reason, out var tests))
        {
            return VettingRefusals.ReasonUnknown;
        }

        return tests.FirstOrDefault(test => !IsMet(test, application, decision, duplicateFound, now)) is { } unmet
            ? VettingRefusals.ReasonTestNotMet(unmet) : null;
    }

    private static bool IsMet(string test, Application application, Decision decision, bool duplicateFound, DateTimeOffset now) => test switch
    {
        "two-requests" => application.QuestionsAsked >= IncompleteRequests,
        "thirty-days" => application.FirstQuestionAt is { } first && first.AddDays(IncompleteDays) <= now,
        "identity-checked" => application.Checked.Contains("identity"),
        "evidence-asked" => application.QuestionsAsked >= 1 && application.Checked.Contains("evidence"),
        "principle-named" => !string.IsNullOrWhiteSpace(decision.Principle),
        "conduct-named" => !string.IsNullOrWhiteSpace(decision.Conduct),
        "evidence-named" => !string.IsNullOrWhiteSpace(decision.Evidence),
        "duplicate-found" => duplicateFound,
        _ => false,
    };
}
