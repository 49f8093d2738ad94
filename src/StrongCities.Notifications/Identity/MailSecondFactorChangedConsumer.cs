using StrongCities.Contracts.Identity;
using StrongCities.Notifications.Delivery;

namespace StrongCities.Notifications.Identity;

/// <summary>Tells a person after <see cref="SecondFactorChanged"/>, in case it was not them.</summary>
public sealed class MailSecondFactorChangedConsumer(NotificationsDb db) : MailConsumer<SecondFactorChanged>(db)
{
    protected override MailIntent IntentOf(SecondFactorChanged fact) =>
        new() { Kind = fact.Added ? MailKinds.SecondFactorAdded : MailKinds.SecondFactorRemoved, AboutId = fact.ChangeId, Occasion = 0, PersonId = fact.PersonId };
}
