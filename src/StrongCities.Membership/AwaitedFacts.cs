using StrongCities.Outbox;

namespace StrongCities.Membership;

/// <summary>Facts that somebody is mailed about or gets an account by: they wait in the outbox until their consumer's queue is there.</summary>
internal static class AwaitedFacts
{
    public static MessagingBuilder RequireMailAndAccounts(this MessagingBuilder bus) => bus
        .RequireConsumer<Wire.ApplicationStarted>().RequireConsumer<Wire.ApplicationSubmitted>().RequireConsumer<Wire.ApplicantAsked>().RequireConsumer<Wire.CaseMovedToOtherRegion>()
        .RequireConsumer<Wire.ApplicationDecided>().RequireConsumer<Wire.AppealMade>().RequireConsumer<Wire.AppealUnanswered>().RequireConsumer<Wire.AppealDecided>()
        .RequireConsumer<Wire.PersonRegistered>().RequireConsumer<Wire.ColleagueRegistered>().RequireConsumer<Wire.ColleagueUndone>()
        .RequireConsumer<Wire.OrganizationSuspended>().RequireConsumer<Wire.SuspensionAppealed>().RequireConsumer<Wire.SuspensionAppealUnanswered>().RequireConsumer<Wire.SuspensionAppealDecided>().RequireConsumer<Wire.SuspensionLifted>();
}
