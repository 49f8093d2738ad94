namespace StrongCities.Notifications;

/// <summary>What a mail is about; stored with the mail, shown in the mailbox and in the list of what bounced.</summary>
internal static class MailKinds
{
    public const string ApplicationStarted = "application-started";
    public const string ApplicationSubmitted = "application-submitted";
    public const string ApplicantAsked = "applicant-asked";
    public const string ApplicationMoved = "application-moved";
    public const string ApplicationDecided = "application-decided";
    public const string AppealMade = "appeal-made";
    public const string AppealUnanswered = "appeal-unanswered";
    public const string AppealDecided = "appeal-decided";

    public const string Registered = "registered";
    public const string DelegateNamed = "delegate-named";
    public const string DelegateRemoved = "delegate-removed";
    public const string Cancelled = "cancelled";
    public const string Undone = "undone";
    public const string PlaceGivenUp = "place-given-up";
    public const string Freed = "freed";
    public const string Offered = "offered";
    public const string OfferAccepted = "offer-accepted";
    public const string OfferDeclined = "offer-declined";
    public const string OfferLapsed = "offer-lapsed";
    public const string Moved = "moved";
    public const string GatheringCancelled = "gathering-cancelled";
    public const string LabelChanged = "label-changed";
    public const string CalendarDeclined = "calendar-declined";

    public const string DelegateLeft = "delegate-left";

    public const string RoundOpened = "round-opened";
    public const string RoundEnded = "round-ended";
    public const string IntroductionSuggested = "introduction-suggested";
    public const string IntroductionEnded = "introduction-ended";

    public const string ColleagueRegistered = "colleague-registered";
    public const string ColleagueUndone = "colleague-undone";

    public const string OrganizationSuspended = "organization-suspended";
    public const string SuspensionAppealed = "suspension-appealed";
    public const string SuspensionAppealUnanswered = "suspension-appeal-unanswered";
    public const string SuspensionAppealDecided = "suspension-appeal-decided";
    public const string SuspensionLifted = "suspension-lifted";

    public const string SignIn = "sign-in";
    public const string SecondFactorAdded = "second-factor-added";
    public const string SecondFactorRemoved = "second-factor-removed";

    /// <summary>Whether it is about an introduction, or a round of them.</summary>
    public static bool IsAboutIntroduction(string kind) => kind is RoundOpened or RoundEnded or IntroductionSuggested or IntroductionEnded;

    /// <summary>Whether it is about a suspension, to the focal points of the organization.</summary>
    public static bool IsAboutSuspension(string kind) => kind is OrganizationSuspended or SuspensionAppealed or SuspensionAppealUnanswered or SuspensionAppealDecided or SuspensionLifted;

    /// <summary>Whether the mail goes to an applicant.</summary>
    public static bool IsAboutApplication(string kind) =>
        kind is ApplicationStarted or ApplicationSubmitted or ApplicantAsked or ApplicationMoved or ApplicationDecided or AppealMade or AppealUnanswered or AppealDecided;
}
