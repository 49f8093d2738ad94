using StrongCities.Contracts.Gatherings;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Mail;

/// <summary>Facts that somebody is written to about: they wait in the outbox until a queue takes them, so a booking made before Notifications' first start is still confirmed.</summary>
internal static class MailedFacts
{
    public static MessagingBuilder RequireMail(this MessagingBuilder bus) => bus
        .RequireConsumer<DelegationRegistered>().RequireConsumer<DelegatesNamed>()
        .RequireConsumer<RegistrationCancelled>().RequireConsumer<CancellationUndone>().RequireConsumer<SeatsFreed>()
        .RequireConsumer<SeatOffered>().RequireConsumer<SeatOfferAccepted>().RequireConsumer<SeatOfferDeclined>().RequireConsumer<SeatOfferLapsed>()
        .RequireConsumer<GatheringMoved>().RequireConsumer<GatheringCancelled>().RequireConsumer<GatheringLabelChanged>().RequireConsumer<DelegateLeft>();
}
