using StrongCities.Membership;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Colleagues;
using StrongCities.Membership.Demonstration;
using StrongCities.Membership.Directory;
using StrongCities.Membership.Feeds;
using StrongCities.Membership.Organizations;
using StrongCities.Membership.People;
using StrongCities.Membership.Suspensions;
using StrongCities.Membership.Vetting;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGrpcServer();
builder.AddDatabase<MembershipDb>("membershipdb");
builder.AddMessaging<MembershipDb>("membership", bus => bus.Consume<GrantOperatorConsumer>().Consume<RecordBouncedMailConsumer>().RequireMailAndAccounts());
builder.RefuseDemonstrationOutsideDevelopment();

// The roles of the network are rows here, so this service asks itself.
builder.Services.AddScoped<RoleQuestion, NetworkRoleAnswers>();
builder.Services.AddSingleton<FirstRows>();
builder.Services.AddHostedService(services => services.GetRequiredService<FirstRows>());
builder.Services.AddHealthChecks().AddCheck<FirstRows>("first rows", tags: ["ready"]);
builder.Services.AddHostedService<DeadlineLoop>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<ApplicationsService>();
app.MapGrpcService<VettingService>();
app.MapGrpcService<OrganizationsService>();
app.MapGrpcService<ColleaguesService>();
app.MapGrpcService<SuspensionsService>();
app.MapGrpcService<MembershipBackfillService>();
app.MapGrpcService<PeopleService>();
app.MapGrpcService<FeedsService>();
app.MapGrpcService<RolesService>();
app.MapGrpcService<ContactsService>();
app.MapGrpcService<DirectoryService>();
app.Run();
