using StrongCities.Contracts.Identity;
using StrongCities.Notifications.Delivery;

namespace StrongCities.Notifications.Identity;

/// <summary>Mails a code and link after <see cref="SignInMailRequested"/>.</summary>
public sealed class MailSignInMailRequestedConsumer(NotificationsDb db) : MailConsumer<SignInMailRequested>(db)
{
    protected override MailIntent IntentOf(SignInMailRequested fact) => new() { Kind = MailKinds.SignIn, AboutId = fact.RequestId, Occasion = 0 };
}
