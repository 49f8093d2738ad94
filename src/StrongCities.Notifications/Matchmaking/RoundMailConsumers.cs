using StrongCities.Contracts.Matchmaking;
using StrongCities.Notifications.Delivery;
using StrongCities.Outbox;

namespace StrongCities.Notifications.Matchmaking;

// The fact names nobody: who is concerned is asked of Matchmaking when it is the intent's turn.

/// <summary>Mails everybody to whom something was suggested after <see cref="RoundOpened"/>.</summary>
public sealed class MailRoundOpenedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, RoundOpened>(db)
{
    protected override Task HandleAsync(RoundOpened fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.RoundOpened, AboutId = fact.RoundId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}

/// <summary>Mails both sides of every introduction after <see cref="RoundEnded"/>, whatever they answered.</summary>
public sealed class MailRoundEndedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, RoundEnded>(db)
{
    protected override Task HandleAsync(RoundEnded fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.RoundEnded, AboutId = fact.RoundId, Occasion = fact.Version });
        return Task.CompletedTask;
    }
}
