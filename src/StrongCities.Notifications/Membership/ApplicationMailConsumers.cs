using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;

namespace StrongCities.Notifications.Membership;

// One consumer a fact, one intent a fact: what the mail says is asked of Membership when it is sent.

/// <summary>Mails the applicant after <see cref="ApplicationStarted"/>.</summary>
public sealed class MailApplicationStartedConsumer(NotificationsDb db) : MailConsumer<ApplicationStarted>(db)
{
    protected override MailIntent IntentOf(ApplicationStarted fact) => new() { Kind = MailKinds.ApplicationStarted, AboutId = fact.ApplicationId, Occasion = fact.Version };
}

/// <summary>Mails the applicant after <see cref="ApplicationSubmitted"/>.</summary>
public sealed class MailApplicationSubmittedConsumer(NotificationsDb db) : MailConsumer<ApplicationSubmitted>(db)
{
    protected override MailIntent IntentOf(ApplicationSubmitted fact) => new() { Kind = MailKinds.ApplicationSubmitted, AboutId = fact.ApplicationId, Occasion = fact.Version };
}

/// <summary>Mails the applicant after <see cref="ApplicantAsked"/>.</summary>
public sealed class MailApplicantAskedConsumer(NotificationsDb db) : MailConsumer<ApplicantAsked>(db)
{
    protected override MailIntent IntentOf(ApplicantAsked fact) => new() { Kind = MailKinds.ApplicantAsked, AboutId = fact.ApplicationId, Occasion = fact.Version };
}

/// <summary>Mails the applicant after <see cref="CaseMovedToOtherRegion"/>.</summary>
public sealed class MailCaseMovedToOtherRegionConsumer(NotificationsDb db) : MailConsumer<CaseMovedToOtherRegion>(db)
{
    protected override MailIntent IntentOf(CaseMovedToOtherRegion fact) => new() { Kind = MailKinds.ApplicationMoved, AboutId = fact.ApplicationId, Occasion = fact.Version };
}

/// <summary>Mails the applicant after <see cref="ApplicationDecided"/>.</summary>
public sealed class MailApplicationDecidedConsumer(NotificationsDb db) : MailConsumer<ApplicationDecided>(db)
{
    protected override MailIntent IntentOf(ApplicationDecided fact) => new() { Kind = MailKinds.ApplicationDecided, AboutId = fact.ApplicationId, Occasion = fact.Version };
}

/// <summary>Mails the applicant after <see cref="AppealMade"/>.</summary>
public sealed class MailAppealMadeConsumer(NotificationsDb db) : MailConsumer<AppealMade>(db)
{
    protected override MailIntent IntentOf(AppealMade fact) => new() { Kind = MailKinds.AppealMade, AboutId = fact.ApplicationId, Occasion = fact.Version };
}

/// <summary>Mails the applicant after <see cref="AppealUnanswered"/>.</summary>
public sealed class MailAppealUnansweredConsumer(NotificationsDb db) : MailConsumer<AppealUnanswered>(db)
{
    protected override MailIntent IntentOf(AppealUnanswered fact) => new() { Kind = MailKinds.AppealUnanswered, AboutId = fact.ApplicationId, Occasion = fact.Version };
}

/// <summary>Mails the applicant after <see cref="AppealDecided"/>.</summary>
public sealed class MailAppealDecidedConsumer(NotificationsDb db) : MailConsumer<AppealDecided>(db)
{
    protected override MailIntent IntentOf(AppealDecided fact) => new() { Kind = MailKinds.AppealDecided, AboutId = fact.ApplicationId, Occasion = fact.Version };
}
