using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Outbox;

namespace StrongCities.Notifications.Membership;

// The facts name nobody: who is told is asked of Membership when it is the intent's turn.

/// <summary>Mails the focal points after <see cref="OrganizationSuspended"/>.</summary>
public sealed class MailOrganizationSuspendedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, OrganizationSuspended>(db)
{
    protected override Task HandleAsync(OrganizationSuspended fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.OrganizationSuspended, AboutId = fact.SuspensionId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails the focal points after <see cref="SuspensionAppealed"/>.</summary>
public sealed class MailSuspensionAppealedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SuspensionAppealed>(db)
{
    protected override Task HandleAsync(SuspensionAppealed fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.SuspensionAppealed, AboutId = fact.SuspensionId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails the focal points after <see cref="SuspensionAppealDecided"/>.</summary>
public sealed class MailSuspensionAppealDecidedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SuspensionAppealDecided>(db)
{
    protected override Task HandleAsync(SuspensionAppealDecided fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.SuspensionAppealDecided, AboutId = fact.SuspensionId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails the focal points after <see cref="SuspensionLifted"/>.</summary>
public sealed class MailSuspensionLiftedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SuspensionLifted>(db)
{
    protected override Task HandleAsync(SuspensionLifted fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.SuspensionLifted, AboutId = fact.SuspensionId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}
