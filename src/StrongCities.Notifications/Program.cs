using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Matchmaking;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications;
using StrongCities.Notifications.CheckSender;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Gatherings;
using StrongCities.Notifications.Identity;
using StrongCities.Notifications.Mailbox;
using StrongCities.Notifications.Matchmaking;
using StrongCities.Notifications.Membership;
using StrongCities.Notifications.References;
using StrongCities.Notifications.Replies;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Languages;

if (args is [CheckSender.Command, ..])
{
    return await CheckSender.RunAsync(args, Console.Out, CancellationToken.None);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGrpcServer();

// What is to be mailed comes as facts; each becomes one intent.
builder.AddDatabase<NotificationsDb>("notificationsdb");
builder.AddMessaging<NotificationsDb>("notifications", bus => bus
    .Consume<MailApplicationStartedConsumer>().Consume<MailApplicationSubmittedConsumer>().Consume<MailApplicantAskedConsumer>()
    .Consume<MailCaseMovedToOtherRegionConsumer>().Consume<MailApplicationDecidedConsumer>().Consume<MailAppealMadeConsumer>().Consume<MailAppealUnansweredConsumer>().Consume<MailAppealDecidedConsumer>()
    .Consume<MailColleagueRegisteredConsumer>().Consume<MailColleagueUndoneConsumer>()
    .Consume<MailOrganizationSuspendedConsumer>().Consume<MailSuspensionAppealedConsumer>().Consume<MailSuspensionAppealUnansweredConsumer>().Consume<MailSuspensionAppealDecidedConsumer>().Consume<MailSuspensionLiftedConsumer>()
    .Consume<MailSignInMailRequestedConsumer>().Consume<MailSecondFactorChangedConsumer>()
    .Consume<MailDelegationRegisteredConsumer>().Consume<MailDelegatesNamedConsumer>().Consume<MailRegistrationCancelledConsumer>()
    .Consume<MailCancellationUndoneConsumer>().Consume<MailSeatsFreedConsumer>().Consume<MailSeatOfferedConsumer>()
    .Consume<MailSeatOfferAcceptedConsumer>().Consume<MailSeatOfferDeclinedConsumer>().Consume<MailSeatOfferLapsedConsumer>()
    .Consume<MailGatheringMovedConsumer>().Consume<MailGatheringCancelledConsumer>()
    .Consume<MailRoundOpenedConsumer>().Consume<MailRoundEndedConsumer>().Consume<MailGatheringLabelChangedConsumer>().Consume<MailDelegateLeftConsumer>());

// Whom, in which words and with which link is asked of the owner when a mail is really sent.
builder.AddServiceClient<Applications.ApplicationsClient>("membership", scope: "membership.application-mail");
builder.AddServiceClient<Colleagues.ColleaguesClient>("membership", scope: "membership.colleague-mail");
builder.AddServiceClient<Suspensions.SuspensionsClient>("membership", scope: "membership.suspension-mail");
builder.AddServiceClient<Contacts.ContactsClient>("membership", scope: "membership.contacts");
builder.AddServiceClient<RegistrationMail.RegistrationMailClient>("events", scope: "registrations.mail", key: GatheringKinds.Dialogue);
builder.AddServiceClient<RegistrationMail.RegistrationMailClient>("training", scope: "registrations.mail", key: GatheringKinds.Cohort);
builder.AddServiceClient<IntroductionMail.IntroductionMailClient>("matchmaking", scope: "matchmaking.mail");
builder.AddServiceClient<Roles.RolesClient>("membership", scope: "membership.roles");
builder.Services.AddRoleQuestion<Roles.RolesClient>(async (roles, person, role, stop) =>
    (await roles.HoldsRoleAsync(new HoldsRoleRequest { PersonId = person.ToString(), Role = role }, cancellationToken: stop)).Holds);
builder.Services.AddSingleton(new WordsOf(typeof(NotificationsDb).Assembly));
builder.Services.AddSingleton(MailSettings.Read(builder)).AddSingleton<MailOutcomes>();
builder.Services.AddSingleton<Postman>().AddSingleton<ApplicationMail>().AddSingleton<ColleagueMail>().AddSingleton<SuspensionMail>().AddSingleton<RegistrationMails>().AddSingleton<IntroductionMails>().AddSingleton<IdentityQuestion>().AddSingleton<SignInMail>().AddSingleton<SecondFactorMail>();
builder.Services.AddSingleton<ApplicationLetters>().AddSingleton<RegistrationLetters>().AddSingleton<IntroductionLetters>();
builder.Services.AddHostedService<Mailer>().AddHostedService<ForgetSentMail>();
if (ReplySettings.Read(builder) is { } replies)
{
    builder.Services.AddSingleton(replies).AddHostedService<ReadReplies>();
}

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<MailboxService>();
app.MapGrpcService<DeliveriesService>();
app.MapGrpcService<MailReferencesService>();
app.Run();
return 0;
