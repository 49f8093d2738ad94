using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;

namespace StrongCities.Notifications.Membership;

// The facts name nobody: who is told is asked of Membership when it is the intent's turn.

/// <summary>Mails the focal points after <see cref="OrganizationSuspended"/>.</summary>
public sealed class MailOrganizationSuspendedConsumer(NotificationsDb db) : MailConsumer<OrganizationSuspended>(db)
{
    protected override MailIntent IntentOf(OrganizationSuspended fact) => new() { Kind = MailKinds.OrganizationSuspended, AboutId = fact.SuspensionId, Occasion = fact.Version };
}

/// <summary>Mails the focal points after <see cref="SuspensionAppealed"/>.</summary>
public sealed class MailSuspensionAppealedConsumer(NotificationsDb db) : MailConsumer<SuspensionAppealed>(db)
{
    protected override MailIntent IntentOf(SuspensionAppealed fact) => new() { Kind = MailKinds.SuspensionAppealed, AboutId = fact.SuspensionId, Occasion = fact.Version };
}

/// <summary>Mails the focal points after <see cref="SuspensionAppealUnanswered"/>.</summary>
public sealed class MailSuspensionAppealUnansweredConsumer(NotificationsDb db) : MailConsumer<SuspensionAppealUnanswered>(db)
{
    protected override MailIntent IntentOf(SuspensionAppealUnanswered fact) => new() { Kind = MailKinds.SuspensionAppealUnanswered, AboutId = fact.SuspensionId, Occasion = fact.Version };
}

/// <summary>Mails the focal points after <see cref="SuspensionAppealDecided"/>.</summary>
public sealed class MailSuspensionAppealDecidedConsumer(NotificationsDb db) : MailConsumer<SuspensionAppealDecided>(db)
{
    protected override MailIntent IntentOf(SuspensionAppealDecided fact) => new() { Kind = MailKinds.SuspensionAppealDecided, AboutId = fact.SuspensionId, Occasion = fact.Version };
}

/// <summary>Mails the focal points after <see cref="SuspensionLifted"/>.</summary>
public sealed class MailSuspensionLiftedConsumer(NotificationsDb db) : MailConsumer<SuspensionLifted>(db)
{
    protected override MailIntent IntentOf(SuspensionLifted fact) => new() { Kind = MailKinds.SuspensionLifted, AboutId = fact.SuspensionId, Occasion = fact.Version };
}
