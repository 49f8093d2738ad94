using StrongCities.Contracts.Matchmaking;
using StrongCities.Contracts.Membership;
using StrongCities.Matchmaking;
using StrongCities.Matchmaking.Demonstration;
using StrongCities.Matchmaking.Introductions;
using StrongCities.Matchmaking.Mail;
using StrongCities.Matchmaking.Members;
using StrongCities.Matchmaking.Preferences;
using StrongCities.Matchmaking.Rounds;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGrpcServer();

// What this service keeps: who looks for whom, rounds and introductions, and a copy of who is a member and who acts for whom.
builder.AddDatabase<MatchmakingDb>("matchmakingdb");
builder.AddMessaging<MatchmakingDb>("matchmaking", bus => bus
    .Consume<KeepAdmittedOrganizationConsumer>()
    .Consume<KeepStandingConsumer>()
    .Consume<KeepProfileConsumer>()
    .Consume<KeepGrantedRoleConsumer>()
    .Consume<KeepEndedRoleConsumer>()
    .RequireConsumer<RoundOpened>().RequireConsumer<RoundEnded>());
builder.AddBackfill<MatchmakingDb, FillMembers>();

// Whom this service asks.
builder.AddServiceClient<MembershipBackfill.MembershipBackfillClient>("membership", scope: "membership.backfill");
builder.AddServiceClient<Contacts.ContactsClient>("membership", scope: "membership.introductions");
builder.AddServiceClient<Roles.RolesClient>("membership", scope: "membership.roles");
builder.Services.AddRoleQuestion<Roles.RolesClient>(async (roles, person, role, stop) =>
    (await roles.HoldsRoleAsync(new HoldsRoleRequest { PersonId = person.ToString(), Role = role }, cancellationToken: stop)).Holds);

// What people and other services can ask of it.
builder.Services.AddScoped<SavePreferences>().AddScoped<SetLimit>().AddScoped<AnswerIntroduction>().AddScoped<OpenRound>();

builder.Services.AddHostedService<RoundLoop>();
if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue<bool>("Demonstration:Seed"))
{
    builder.Services.AddHostedService<SeedPreferences>();
}

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<PreferencesService>();
app.MapGrpcService<IntroductionsService>();
app.MapGrpcService<RoundsService>();
app.MapGrpcService<IntroductionMailService>();
app.Run();
