using StrongCities.Membership.Vetting;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>A city's or CSO's application to join, from the first draft to the last decision.</summary>
internal sealed class Application
{
    public const int ReviewDays = 30;
    public const int DecisionDays = 14;
    public const int AppealDays = 30;
    public const int AppealAnswerDays = 21;
    public const int DocumentsMax = 5;
    public const int WordsMax = 4000;

    public Guid Id { get; init; }
    public string Kind { get; init; } = "";
    public string State { get; set; } = ApplicationState.Draft;
    public long Version { get; set; } = 1;
    public string Language { get; set; } = "en";
    public Answers Answers { get; set; } = new();
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? WaitingSince { get; set; }

    public string? Reference { get; set; }
    public string? SubmitKey { get; set; }
    public DateTimeOffset? SubmittedAt { get; set; }
    public string? AcceptedPrinciplesVersion { get; set; }
    public string? AcceptedPrinciplesLanguage { get; set; }
    public DateTimeOffset? PrinciplesAcceptedAt { get; set; }
    public string? Hub { get; set; }
    public int TimesMoved { get; set; }

    public DateTimeOffset? ReviewDueAt { get; set; }
    public int QuestionsAsked { get; set; }
    public string? Question { get; set; }
    public DateTimeOffset? QuestionAskedAt { get; set; }
    public DateTimeOffset? FirstQuestionAt { get; set; }

    public Guid? RecommendedBy { get; set; }
    public DateTimeOffset? RecommendedAt { get; set; }
    public bool? RecommendedAdmit { get; set; }
    public string? RecommendationWords { get; set; }
    public string? RecommendedReason { get; set; }
    public string[] Checked { get; set; } = [];
    public Guid[]? ReviewerOrganizations { get; set; }
    public string[]? ReviewerRegions { get; set; }

    public DateTimeOffset? DecisionDueAt { get; set; }
    public Guid? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecidedHub { get; set; }
    public string? RefusalReason { get; set; }
    public string? DecisionWords { get; set; }
    public string? RefusalPrinciple { get; set; }
    public string? RefusalConduct { get; set; }
    public string? RefusalEvidence { get; set; }
    public Guid[]? DeciderOrganizations { get; set; }
    public string[]? DeciderRegions { get; set; }

    public DateTimeOffset? AppealedAt { get; set; }
    public string? AppealWords { get; set; }
    public DateTimeOffset? AppealDueAt { get; set; }
    public Guid? AppealDecidedBy { get; set; }
    public DateTimeOffset? AppealDecidedAt { get; set; }
    public string? AppealDecisionWords { get; set; }

    public Guid? OrganizationId { get; set; }
    public DateTimeOffset? MailBouncedAt { get; set; }

    public bool IsCity => Kind == "city";

    /// <summary>Whether a reviewer may still ask, recommend or recommend anew.</summary>
    public bool IsOpenForReview => State is ApplicationState.Submitted or ApplicationState.UnderReview or ApplicationState.Question or ApplicationState.Recommended;

    /// <summary>Whether the applicant may still change its answers.</summary>
    public bool IsWithApplicant => State is ApplicationState.Draft or ApplicationState.Question;

    public DateTimeOffset? AppealUntil => State == ApplicationState.Refused ? DecidedAt?.AddDays(AppealDays) : null;

    /// <summary>Only a late appeal gives an applicant an organization before it is admitted.</summary>
    public bool IsGuest => State == ApplicationState.Appealed && OrganizationId is not null;

    /// <summary>The last day of the decision; before the recommendation the one that follows from a review in its last hour.</summary>
    public DateTimeOffset? DecisionExpectedAt => DecisionDueAt ?? ReviewDueAt?.AddDays(DecisionDays);

    /// <summary>The deadline of whoever must act next in the network, or null when the applicant must or nobody.</summary>
    public DateTimeOffset? DueAt => State switch
    {
        ApplicationState.Submitted or ApplicationState.UnderReview => ReviewDueAt,
        ApplicationState.Recommended => DecisionDueAt,
        ApplicationState.Appealed => AppealDueAt,
        _ => null,
    };

    public bool IsOverdue(DateTimeOffset now) => DueAt < now;

    /// <summary>A draft ends six months after its last start of the clock; "waiting for our council" stops it.</summary>
    public bool HasExpired(DateTimeOffset now) => State == ApplicationState.Draft && WaitingSince is null && ExpiresAt <= now;

    public Refusal? MayChangeAnswers() => IsWithApplicant ? null : ApplicationRefusals.ApplicationSent;

    public Refusal? MayWait() => State == ApplicationState.Draft ? null : ApplicationRefusals.ApplicationSent;

    /// <summary>Keeps in which language and when the principles were accepted; saying it again changes neither, another version both.</summary>
    public void KeepAcceptance(string language, DateTimeOffset now)
    {
        if (Answers.PrinciplesVersion != (AcceptedPrinciplesVersion ?? ""))
        {
            (AcceptedPrinciplesVersion, AcceptedPrinciplesLanguage, PrinciplesAcceptedAt) =
                Answers.PrinciplesVersion.Length == 0 ? (null, null, null) : (Answers.PrinciplesVersion, language, (DateTimeOffset?)now);
        }
    }

    public void SetWaiting(bool waiting, DateTimeOffset now)
    {
        if (waiting)
        {
            WaitingSince ??= now;
        }
        else if (WaitingSince is { } since)
        {
            ExpiresAt += now - since;
            WaitingSince = null;
        }
    }

    /// <summary>What keeps the application from being sent: missing answers first, then the principles, then the evidence.</summary>
    public Refusal? MaySubmit(int documents)
    {
        if (!IsWithApplicant)
        {
            return ApplicationRefusals.ApplicationSent;
        }

        var missing = Answers.Missing(IsCity);
        if (missing.Count > 0)
        {
            return ApplicationRefusals.ApplicationIncomplete(missing);
        }

        if (AcceptedPrinciplesVersion != PrinciplesText.CurrentVersion)
        {
            return ApplicationRefusals.PrinciplesNotAccepted;
        }

        return Answers.HasEvidence(documents) ? null : ApplicationRefusals.EvidenceMissing;
    }

    public void Submit(string key, DateTimeOffset now)
    {
        SubmitKey = key;
        SetWaiting(false, now);
        Hub ??= Continents.HubOf(Answers.Country);
        Reference ??= ApplicationReference.New();
        if (State == ApplicationState.Question)
        {
            // The review's 30 days stood still while the applicant had the case.
            ReviewDueAt += now - QuestionAskedAt;
            State = ApplicationState.UnderReview;
            Question = null;
            return;
        }

        SubmittedAt = now;
        ReviewDueAt = now.AddDays(ReviewDays);
        State = ApplicationState.Submitted;
    }

    public Refusal? MayAppeal(string words, DateTimeOffset now)
    {
        if (AppealedAt is not null)
        {
            return ApplicationRefusals.AppealAlreadyMade;
        }

        if (AppealUntil is not { } until)
        {
            return ApplicationRefusals.AppealNotOpen;
        }

        if (until < now)
        {
            return ApplicationRefusals.AppealTooLate;
        }

        return string.IsNullOrWhiteSpace(words) ? ApplicationRefusals.AppealEmpty
            : words.Length > WordsMax ? ApplicationRefusals.AppealTooLong : null;
    }

    public void Appeal(string words, DateTimeOffset now)
    {
        State = ApplicationState.Appealed;
        AppealWords = words.Trim();
        AppealedAt = now;
        AppealDueAt = now.AddDays(AppealAnswerDays);
        Hub = Continents.OtherHub(RefusingRegion);
    }

    private string RefusingRegion => Continents.RegionOf(DecidedHub!, DeciderRegions!, ReviewerRegions!);

    public Refusal? MayBeReviewedBy(Vetter vetter) =>
        !IsOpenForReview ? VettingRefusals.CaseNotOpen : vetter.IsOfApplicantsCity(this) ? VettingRefusals.OwnCity : null;

    public Refusal? MayAsk(Vetter vetter, string words) =>
        MayBeReviewedBy(vetter)
        ?? (string.IsNullOrWhiteSpace(words) ? VettingRefusals.QuestionEmpty : words.Length > WordsMax ? VettingRefusals.QuestionTooLong : null);

    public void Ask(string words, DateTimeOffset now)
    {
        QuestionsAsked++;
        FirstQuestionAt ??= now;
        if (State != ApplicationState.Question)
        {
            // A second question to a silent applicant does not lengthen the time that the clock stands still twice.
            QuestionAskedAt = now;
        }

        Question = words.Trim();
        State = ApplicationState.Question;
        ForgetRecommendation();
    }

    public Refusal? MayBeRecommended(Vetter reviewer, bool admit, IReadOnlyCollection<string> checkedItems, string words, string reason)
    {
        if (MayBeReviewedBy(reviewer) is { } refusal)
        {
            return refusal;
        }

        if (!VettingChecklist.IsComplete(checkedItems))
        {
            return VettingRefusals.ChecklistIncomplete;
        }

        if (string.IsNullOrWhiteSpace(words))
        {
            return VettingRefusals.RecommendationEmpty;
        }

        if (words.Length > WordsMax)
        {
            return VettingRefusals.RecommendationTooLong;
        }

        return admit || RefusalReasons.Exists(reason) ? null : VettingRefusals.ReasonUnknown;
    }

    public void Recommend(Vetter reviewer, bool admit, string words, string reason, DateTimeOffset now)
    {
        State = ApplicationState.Recommended;
        RecommendedBy = reviewer.PersonId;
        RecommendedAt = now;
        RecommendedAdmit = admit;
        RecommendationWords = words.Trim();
        RecommendedReason = admit ? null : reason;
        Checked = [.. VettingChecklist.Items];
        ReviewerOrganizations = [.. reviewer.OrganizationIds];
        ReviewerRegions = [.. reviewer.Regions];
        DecisionDueAt = now.AddDays(DecisionDays);
    }

    /// <summary>The two-person rule, the published tests of the reason and the words that a decision owes to the applicant.</summary>
    public Refusal? MayBeDecided(Vetter decider, Decision decision, bool duplicateFound, DateTimeOffset now)
    {
        if (State != ApplicationState.Recommended)
        {
            return VettingRefusals.CaseNotRecommended;
        }

        if (decider.PersonId == RecommendedBy)
        {
            return VettingRefusals.SamePerson;
        }

        if (decider.IsOnSideOf(ReviewerOrganizations!, ReviewerRegions!))
        {
            return VettingRefusals.SameSide;
        }

        if (decider.IsOfApplicantsCity(this))
        {
            return VettingRefusals.OwnCity;
        }

        if (decision.Admit != RecommendedAdmit)
        {
            return VettingRefusals.NotAgreed;
        }

        if (decision.Admit)
        {
            return decision.Words.Length > WordsMax ? VettingRefusals.DecisionWordsTooLong : null;
        }

        return RefusalReasons.Test(this, decision, duplicateFound, now)
            ?? (string.IsNullOrWhiteSpace(decision.Words) ? VettingRefusals.DecisionWordsMissing
                : decision.Words.Length > WordsMax ? VettingRefusals.DecisionWordsTooLong : null);
    }

    public void Decide(Vetter decider, Decision decision, DateTimeOffset now)
    {
        State = decision.Admit ? ApplicationState.Admitted : ApplicationState.Refused;
        DecidedBy = decider.PersonId;
        DecidedAt = now;
        DecidedHub = Hub;
        DeciderOrganizations = [.. decider.OrganizationIds];
        DeciderRegions = [.. decider.Regions];
        DecisionWords = decision.Words.Trim();
        if (!decision.Admit)
        {
            RefusalReason = decision.Reason;
            RefusalPrinciple = NullWhenEmpty(decision.Principle);
            RefusalConduct = NullWhenEmpty(decision.Conduct);
            RefusalEvidence = NullWhenEmpty(decision.Evidence);
        }
    }

    /// <summary>An appeal is decided by somebody of another region than the one that refused, who had no part in the case: no step of its history is theirs.</summary>
    public Refusal? MayAppealBeDecided(Vetter decider, bool hadAPart, string words)
    {
        if (State != ApplicationState.Appealed)
        {
            return VettingRefusals.AppealNotOpen;
        }

        if (hadAPart)
        {
            return VettingRefusals.HadAPart;
        }

        if (!decider.IsOfAnotherRegionThan(RefusingRegion))
        {
            return VettingRefusals.SameRegion;
        }

        if (decider.IsOfApplicantsCity(this))
        {
            return VettingRefusals.OwnCity;
        }

        return string.IsNullOrWhiteSpace(words) ? VettingRefusals.DecisionWordsMissing
            : words.Length > WordsMax ? VettingRefusals.DecisionWordsTooLong : null;
    }

    public void DecideAppeal(Vetter decider, bool admit, string words, DateTimeOffset now)
    {
        State = admit ? ApplicationState.Admitted : ApplicationState.AppealRefused;
        AppealDecidedBy = decider.PersonId;
        AppealDecidedAt = now;
        AppealDecisionWords = words.Trim();
    }

    /// <summary>An overdue review or decision starts anew in the other region; an appeal stays where it is.</summary>
    public bool MoveWhenOverdue(DateTimeOffset now)
    {
        if (!IsOverdue(now) || State == ApplicationState.Appealed)
        {
            return false;
        }

        if (State == ApplicationState.Recommended)
        {
            DecisionDueAt = now.AddDays(DecisionDays);
        }
        else
        {
            ReviewDueAt = now.AddDays(ReviewDays);
        }

        Hub = Continents.OtherHub(Hub!);
        TimesMoved++;
        return true;
    }

    private void ForgetRecommendation()
    {
        RecommendedBy = null;
        RecommendedAt = null;
        RecommendedAdmit = null;
        RecommendationWords = null;
        RecommendedReason = null;
        ReviewerOrganizations = null;
        ReviewerRegions = null;
        DecisionDueAt = null;
        Checked = [];
    }

    private static string? NullWhenEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
