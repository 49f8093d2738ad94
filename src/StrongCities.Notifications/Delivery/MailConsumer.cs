using StrongCities.Outbox;

namespace StrongCities.Notifications.Delivery;

/// <summary>Turns a fact into one intent: what the mail says, and to whom, is asked of the owner when it is sent.</summary>
public abstract class MailConsumer<TFact>(NotificationsDb db) : FactConsumer<NotificationsDb, TFact>(db)
    where TFact : class
{
    /// <summary>What is to be told after <paramref name="fact"/>.</summary>
    protected abstract MailIntent IntentOf(TFact fact);

    /// <inheritdoc/>
    protected sealed override Task HandleAsync(TFact fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(IntentOf(fact));
        return Task.CompletedTask;
    }
}
