using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Outbox;

namespace StrongCities.Notifications.Membership;

/// <summary>Tells a colleague who registered them after <see cref="ColleagueRegistered"/>.</summary>
public sealed class MailColleagueRegisteredConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, ColleagueRegistered>(db)
{
    protected override Task HandleAsync(ColleagueRegistered fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.ColleagueRegistered, AboutId = fact.RoleId, Occasion = fact.Version, PersonId = fact.PersonId });
        return Task.CompletedTask;
    }
}

/// <summary>Tells whoever registered a colleague after <see cref="ColleagueUndone"/>.</summary>
public sealed class MailColleagueUndoneConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, ColleagueUndone>(db)
{
    protected override Task HandleAsync(ColleagueUndone fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.ColleagueUndone, AboutId = fact.RoleId, Occasion = fact.Version, PersonId = fact.RegisteredBy });
        return Task.CompletedTask;
    }
}
