using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Outbox;

namespace StrongCities.Notifications.Membership;

// One consumer a fact, one intent a fact: what the mail says is asked of Membership when it is sent.

/// <summary>Mails the applicant after <see cref="ApplicationStarted"/>.</summary>
public sealed class MailApplicationStartedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, ApplicationStarted>(db)
{
    protected override Task HandleAsync(ApplicationStarted fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.ApplicationStarted, AboutId = fact.ApplicationId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails the applicant after <see cref="ApplicationSubmitted"/>.</summary>
public sealed class MailApplicationSubmittedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, ApplicationSubmitted>(db)
{
    protected override Task HandleAsync(ApplicationSubmitted fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.ApplicationSubmitted, AboutId = fact.ApplicationId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails the applicant after <see cref="ApplicantAsked"/>.</summary>
public sealed class MailApplicantAskedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, ApplicantAsked>(db)
{
    protected override Task HandleAsync(ApplicantAsked fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.ApplicantAsked, AboutId = fact.ApplicationId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails the applicant after <see cref="ApplicationDecided"/>.</summary>
public sealed class MailApplicationDecidedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, ApplicationDecided>(db)
{
    protected override Task HandleAsync(ApplicationDecided fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.ApplicationDecided, AboutId = fact.ApplicationId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails the applicant after <see cref="AppealMade"/>.</summary>
public sealed class MailAppealMadeConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, AppealMade>(db)
{
    protected override Task HandleAsync(AppealMade fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.AppealMade, AboutId = fact.ApplicationId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails the applicant after <see cref="AppealDecided"/>.</summary>
public sealed class MailAppealDecidedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, AppealDecided>(db)
{
    protected override Task HandleAsync(AppealDecided fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.AppealDecided, AboutId = fact.ApplicationId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}
