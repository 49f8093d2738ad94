using StrongCities.Contracts.Gatherings;
using StrongCities.Notifications.Delivery;
using StrongCities.Outbox;

namespace StrongCities.Notifications.Gatherings;

// One consumer a fact: the mail says what is true when it is sent, which the service that keeps the gathering is asked for then.

/// <summary>Mails whoever registered after <see cref="DelegationRegistered"/>.</summary>
public sealed class MailDelegationRegisteredConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, DelegationRegistered>(db)
{
    protected override Task HandleAsync(DelegationRegistered fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.Registered, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind });
        return Task.CompletedTask;
    }
}

/// <summary>Mails whoever registered after <see cref="RegistrationCancelled"/>.</summary>
public sealed class MailRegistrationCancelledConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, RegistrationCancelled>(db)
{
    protected override Task HandleAsync(RegistrationCancelled fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.Cancelled, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind });
        return Task.CompletedTask;
    }
}

/// <summary>Mails whoever registered after <see cref="CancellationUndone"/>.</summary>
public sealed class MailCancellationUndoneConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, CancellationUndone>(db)
{
    protected override Task HandleAsync(CancellationUndone fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.Undone, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind });
        return Task.CompletedTask;
    }
}

/// <summary>Mails whoever registered after <see cref="SeatsFreed"/>.</summary>
public sealed class MailSeatsFreedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SeatsFreed>(db)
{
    protected override Task HandleAsync(SeatsFreed fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.Freed, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind });
        return Task.CompletedTask;
    }
}

/// <summary>Mails whoever registered after <see cref="SeatOffered"/>.</summary>
public sealed class MailSeatOfferedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SeatOffered>(db)
{
    protected override Task HandleAsync(SeatOffered fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.Offered, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, OfferId = fact.OfferId });
        return Task.CompletedTask;
    }
}

/// <summary>Mails whoever registered after <see cref="SeatOfferAccepted"/>.</summary>
public sealed class MailSeatOfferAcceptedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SeatOfferAccepted>(db)
{
    protected override Task HandleAsync(SeatOfferAccepted fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.OfferAccepted, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, OfferId = fact.OfferId });
        return Task.CompletedTask;
    }
}

/// <summary>Mails whoever registered after <see cref="SeatOfferDeclined"/>.</summary>
public sealed class MailSeatOfferDeclinedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SeatOfferDeclined>(db)
{
    protected override Task HandleAsync(SeatOfferDeclined fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.OfferDeclined, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, OfferId = fact.OfferId });
        return Task.CompletedTask;
    }
}

/// <summary>Mails whoever registered after <see cref="SeatOfferLapsed"/>.</summary>
public sealed class MailSeatOfferLapsedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, SeatOfferLapsed>(db)
{
    protected override Task HandleAsync(SeatOfferLapsed fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.OfferLapsed, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind, OfferId = fact.OfferId });
        return Task.CompletedTask;
    }
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
public sealed class MailGatheringMovedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, GatheringMoved>(db)
{
    protected override Task HandleAsync(GatheringMoved fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.Moved, AboutId = fact.GatheringId, Occasion = fact.Version, GatheringKind = fact.Kind, IsAboutGathering = true });
        return Task.CompletedTask;
    }
}

/// <summary>Mails everybody in a gathering after <see cref="GatheringCancelled"/>.</summary>
public sealed class MailGatheringCancelledConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, GatheringCancelled>(db)
{
    protected override Task HandleAsync(GatheringCancelled fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.GatheringCancelled, AboutId = fact.GatheringId, Occasion = fact.Version, GatheringKind = fact.Kind, IsAboutGathering = true });
        return Task.CompletedTask;
    }
}

/// <summary>Asks everybody in a gathering again after <see cref="GatheringLabelChanged"/>.</summary>
public sealed class MailGatheringLabelChangedConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, GatheringLabelChanged>(db)
{
    protected override Task HandleAsync(GatheringLabelChanged fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.LabelChanged, AboutId = fact.GatheringId, Occasion = fact.Version, GatheringKind = fact.Kind, IsAboutGathering = true });
        return Task.CompletedTask;
    }
}

/// <summary>Tells whoever registered a delegation after <see cref="DelegateLeft"/>.</summary>
public sealed class MailDelegateLeftConsumer(NotificationsDb db) : FactConsumer<NotificationsDb, DelegateLeft>(db)
{
    protected override Task HandleAsync(DelegateLeft fact, FactContext context, CancellationToken stop)
    {
        Db.Intents.Add(new MailIntent { Kind = MailKinds.DelegateLeft, AboutId = fact.RegistrationId, Occasion = fact.Version, GatheringKind = fact.Kind });
        return Task.CompletedTask;
    }
}
