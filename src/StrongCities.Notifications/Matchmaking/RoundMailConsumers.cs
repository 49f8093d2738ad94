using StrongCities.Contracts.Matchmaking;
using StrongCities.Notifications.Delivery;

namespace StrongCities.Notifications.Matchmaking;

// The fact names nobody: who is concerned is asked of Matchmaking when it is the intent's turn.

/// <summary>Mails everybody to whom something was suggested after <see cref="RoundOpened"/>.</summary>
public sealed class MailRoundOpenedConsumer(NotificationsDb db) : MailConsumer<RoundOpened>(db)
{
    protected override MailIntent IntentOf(RoundOpened fact) => new() { Kind = MailKinds.RoundOpened, AboutId = fact.RoundId, Occasion = fact.Version };
}

/// <summary>Mails both sides of every introduction after <see cref="RoundEnded"/>, whatever they answered.</summary>
public sealed class MailRoundEndedConsumer(NotificationsDb db) : MailConsumer<RoundEnded>(db)
{
    protected override MailIntent IntentOf(RoundEnded fact) => new() { Kind = MailKinds.RoundEnded, AboutId = fact.RoundId, Occasion = fact.Version };
}
