using StrongCities.Admission;
using StrongCities.Contracts.Membership;
using StrongCities.Events;
using StrongCities.Events.Demonstration;
using StrongCities.Events.Dialogues;
using StrongCities.Events.Labels;
using StrongCities.Events.Mail;
using StrongCities.Events.Members;
using StrongCities.Events.Namings;
using StrongCities.Events.Offers;
using StrongCities.Events.Registrations;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGrpcServer();

// What this service keeps: dialogues, registrations, and a copy of who is a member and who acts for whom.
builder.AddDatabase<EventsDb>("eventsdb");
builder.AddMessaging<EventsDb>("events", bus => bus
    .Consume<KeepAdmittedOrganizationConsumer>()
    .Consume<KeepStandingConsumer>()
    .Consume<KeepGrantedRoleConsumer>()
    .Consume<KeepEndedRoleConsumer>()
    .RequireMail());
builder.AddBackfill<EventsDb, FillMembers>();

// Every seat is decided by the ledger.
builder.AddAdmission(FactsOfRegistrations.Of);

// Whom this service asks.
builder.AddServiceClient<MembershipBackfill.MembershipBackfillClient>("membership", scope: "membership.backfill");
builder.AddServiceClient<Roles.RolesClient>("membership", scope: "membership.roles");
builder.Services.AddRoleQuestion<Roles.RolesClient>(async (roles, person, role, stop) =>
    (await roles.HoldsRoleAsync(new HoldsRoleRequest { PersonId = person.ToString(), Role = role }, cancellationToken: stop)).Holds);

// What people and other services can ask of it.
builder.Services.AddScoped<DraftDialogue>().AddScoped<EditDialogue>().AddScoped<EditLabel>().AddScoped<PublishDialogue>().AddScoped<CancelDialogue>();
builder.Services.AddScoped<WatchSeats>();
builder.Services.AddScoped<RegisterDelegation>().AddScoped<NameDelegates>().AddScoped<StrongCities.Events.Registrations.LowerMinimum>();
builder.Services.AddScoped<AcknowledgeForRegistration>().AddScoped<LeaveDelegation>().AddScoped<AgreeToNaming>();
builder.Services.AddScoped<CancelRegistration>().AddScoped<UndoCancellation>();
builder.Services.AddScoped<StrongCities.Events.Offers.AcceptOffer>().AddScoped<StrongCities.Events.Offers.DeclineOffer>().AddScoped<UndoDecline>();
builder.Services.AddScoped<DescribeRegistration>();

builder.Services.AddHostedService<FollowZoneRules>().AddHostedService<GiveBackSeats>();
if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue<bool>("Demonstration:Seed"))
{
    builder.Services.AddHostedService<SeedDialogues>();
}

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<DialoguesService>();
app.MapGrpcService<RegistrationsService>();
app.MapGrpcService<SeatOffersService>();
app.MapGrpcService<NamingsService>();
app.MapGrpcService<RegistrationMailService>();
app.Run();
