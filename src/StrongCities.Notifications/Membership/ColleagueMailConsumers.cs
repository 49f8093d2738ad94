using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;

namespace StrongCities.Notifications.Membership;

/// <summary>Tells a colleague who registered them after <see cref="ColleagueRegistered"/>.</summary>
public sealed class MailColleagueRegisteredConsumer(NotificationsDb db) : MailConsumer<ColleagueRegistered>(db)
{
    protected override MailIntent IntentOf(ColleagueRegistered fact) =>
        new() { Kind = MailKinds.ColleagueRegistered, AboutId = fact.RoleId, Occasion = fact.Version, PersonId = fact.PersonId };
}

/// <summary>Tells whoever registered a colleague after <see cref="ColleagueUndone"/>.</summary>
public sealed class MailColleagueUndoneConsumer(NotificationsDb db) : MailConsumer<ColleagueUndone>(db)
{
    protected override MailIntent IntentOf(ColleagueUndone fact) => new() { Kind = MailKinds.ColleagueUndone, AboutId = fact.RoleId, Occasion = fact.Version, PersonId = fact.RegisteredBy };
}
