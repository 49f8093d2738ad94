using StrongCities.Contracts.Gatherings;
using StrongCities.Notifications.Delivery;
using StrongCities.Outbox;

namespace StrongCities.Notifications.Gatherings;

// One consumer a fact: the mail says what is true when it is sent, which the service that keeps the gathering is asked for then.

/// <summary>Mails whoever registered after <see cref="DelegationRegistered"/>.</summary>
public sealed class MailDelegationRegisteredConsumer(NotificationsDb db) : MailConsumer<DelegationRegistered>(db)
{
    protected override MailIntent IntentOf(DelegationRegistered fact) =>
        new() { Kind = MailKinds.Registered, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind };
}

/// <summary>Mails whoever registered after <see cref="RegistrationCancelled"/>.</summary>
public sealed class MailRegistrationCancelledConsumer(NotificationsDb db) : MailConsumer<RegistrationCancelled>(db)
{
    // Of seats that are freed at once SeatsFreed tells, and the calendars with them.
    protected override MailIntent IntentOf(RegistrationCancelled fact) => new()
    {
        Kind = fact is { UndoUntil: null, Seats: 0 } ? MailKinds.PlaceGivenUp : MailKinds.Cancelled,
        AboutId = fact.RegistrationId,
        Occasion = fact.Version,
        GatheringKind = fact.Kind,
    };
}

/// <summary>Mails whoever registered after <see cref="CancellationUndone"/>.</summary>
public sealed class MailCancellationUndoneConsumer(NotificationsDb db) : MailConsumer<CancellationUndone>(db)
{
    protected override MailIntent IntentOf(CancellationUndone fact) => new() { Kind = MailKinds.Undone, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind };
}

/// <summary>Mails whoever registered after <see cref="SeatsFreed"/>.</summary>
public sealed class MailSeatsFreedConsumer(NotificationsDb db) : MailConsumer<SeatsFreed>(db)
{
    protected override MailIntent IntentOf(SeatsFreed fact) => new() { Kind = MailKinds.Freed, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind };
}

/// <summary>Mails whoever registered after <see cref="SeatOffered"/>.</summary>
public sealed class MailSeatOfferedConsumer(NotificationsDb db) : MailConsumer<SeatOffered>(db)
{
    protected override MailIntent IntentOf(SeatOffered fact) =>
        new() { Kind = MailKinds.Offered, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, OfferId = fact.OfferId };
}

/// <summary>Mails whoever registered after <see cref="SeatOfferAccepted"/>.</summary>
public sealed class MailSeatOfferAcceptedConsumer(NotificationsDb db) : MailConsumer<SeatOfferAccepted>(db)
{
    protected override MailIntent IntentOf(SeatOfferAccepted fact) =>
        new() { Kind = MailKinds.OfferAccepted, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, OfferId = fact.OfferId };
}

/// <summary>Mails whoever registered after <see cref="SeatOfferDeclined"/>.</summary>
public sealed class MailSeatOfferDeclinedConsumer(NotificationsDb db) : MailConsumer<SeatOfferDeclined>(db)
{
    protected override MailIntent IntentOf(SeatOfferDeclined fact) =>
        new() { Kind = MailKinds.OfferDeclined, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, OfferId = fact.OfferId };
}

/// <summary>Mails whoever registered after <see cref="SeatOfferLapsed"/>.</summary>
public sealed class MailSeatOfferLapsedConsumer(NotificationsDb db) : MailConsumer<SeatOfferLapsed>(db)
{
    protected override MailIntent IntentOf(SeatOfferLapsed fact) =>
        new() { Kind = MailKinds.OfferLapsed, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, OfferId = fact.OfferId };
}

/// <summary>Mails each person whose calendar follows a delegation after <see cref="DelegatesNamed"/>.</summary>
public sealed class MailDelegatesNamedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, DelegatesNamed>(db)
{
    protected override Task HandleAsync(DelegatesNamed fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.AddRange(fact.Added.Select(person => About(fact, MailKinds.DelegateNamed, person)));
        Db.Intents.AddRange(fact.Removed.Select(person => About(fact, MailKinds.DelegateRemoved, person)));
        return Task.CompletedTask;
    }

    private static MailIntent About(DelegatesNamed fact, string kind, Guid person) =>
        new() { Kind = kind, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, PersonId = person };
}

/// <summary>Mails everybody in a gathering after <see cref="GatheringMoved"/>.</summary>
public sealed class MailGatheringMovedConsumer(NotificationsDb db) : MailConsumer<GatheringMoved>(db)
{
    protected override MailIntent IntentOf(GatheringMoved fact) =>
        new() { Kind = MailKinds.Moved, AboutId = fact.GatheringId, Occasion = fact.Version, GatheringKind = fact.Kind, IsAboutGathering = true };
}

/// <summary>Mails everybody in a gathering after <see cref="GatheringCancelled"/>.</summary>
public sealed class MailGatheringCancelledConsumer(NotificationsDb db) : MailConsumer<GatheringCancelled>(db)
{
    protected override MailIntent IntentOf(GatheringCancelled fact) =>
        new() { Kind = MailKinds.GatheringCancelled, AboutId = fact.GatheringId, Occasion = fact.Version, GatheringKind = fact.Kind, IsAboutGathering = true };
}

/// <summary>Asks everybody in a gathering again after <see cref="GatheringLabelChanged"/>.</summary>
public sealed class MailGatheringLabelChangedConsumer(NotificationsDb db) : MailConsumer<GatheringLabelChanged>(db)
{
    protected override MailIntent IntentOf(GatheringLabelChanged fact) =>
        new() { Kind = MailKinds.LabelChanged, AboutId = fact.GatheringId, Occasion = fact.Version, GatheringKind = fact.Kind, IsAboutGathering = true };
}

/// <summary>Tells whoever registered a delegation after <see cref="DelegateLeft"/>.</summary>
public sealed class MailDelegateLeftConsumer(NotificationsDb db) : MailConsumer<DelegateLeft>(db)
{
    protected override MailIntent IntentOf(DelegateLeft fact) => new() { Kind = MailKinds.DelegateLeft, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind };
}
