using StrongCities.Contracts.Identity;
using StrongCities.Notifications.Delivery;
using StrongCities.Outbox;

namespace StrongCities.Notifications.Identity;

/// <summary>Mails a code and link after <see cref="SignInMailRequested"/>.</summary>
public sealed class MailSignInMailRequestedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SignInMailRequested>(db)
{
    protected override Task HandleAsync(SignInMailRequested fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.SignIn, AboutId = fact.RequestId, Occasion = 0 });
        return Task.CompletedTask;
    }
}
