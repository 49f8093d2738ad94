using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Matchmaking;
using StrongCities.Contracts.Membership;
using StrongCities.Contracts.Notifications;
using StrongCities.Contracts.Operations;
using StrongCities.Contracts.Training;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.Web.Api;
using StrongCities.Web.Caching;
using StrongCities.Web.Kinds;
using StrongCities.Web.Layout;
using StrongCities.Web.Maintenance;
using StrongCities.Web.Pages.Calendar;
using StrongCities.Web.Pages.Join;
using StrongCities.Web.Pages.Mail;
using StrongCities.Web.Pages.Staff;
using StrongCities.Web.Pages.Trainings;
using StrongCities.Web.Security;
using StrongCities.Web.SignIn;

// Pages, style and settings lie beside the program, whatever folder it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.KeepProbesInside();
builder.AddDatabase<WebDb>("webdb");
if (args is [AnnounceMaintenance.Command, ..])
{
    await using var command = builder.Build();
    return await AnnounceMaintenance.RunAsync(command.Services, args);
}

builder.Services.AddHostedService<FollowMaintenance>();
builder.AddSignIn();
builder.AddSite();
builder.AddPublicPagesCache();
builder.AddApi();
ReadingOnly.AddTo(builder.Services);

// Who answers: the signed-in person's token goes with every call.
builder.AddServiceClient<People.PeopleClient>("membership");
builder.AddServiceClient<Feeds.FeedsClient>("membership");
builder.AddServiceClient<StrongCities.Contracts.Membership.Directory.DirectoryClient>("membership");
builder.AddServiceClient<Organizations.OrganizationsClient>("membership");
builder.AddServiceClient<Suspensions.SuspensionsClient>("membership");
builder.AddServiceClient<Colleagues.ColleaguesClient>("membership");
builder.AddServiceClient<Applications.ApplicationsClient>("membership");
builder.Services.AddScoped<ApplicantCookie>().AddScoped<PublicCalendar>().AddScoped<NextCohorts>();
builder.AddServiceClient<Vetting.VettingClient>("membership");
builder.AddGatheringClient<Gatherings.GatheringsClient>();
builder.AddGatheringClient<Registrations.RegistrationsClient>();
builder.AddGatheringClient<SeatOffers.SeatOffersClient>();
builder.AddGatheringClient<Namings.NamingsClient>();
builder.AddGatheringClient<HeldSeats.HeldSeatsClient>();
builder.AddGatheringClient<Reports.ReportsClient>();
builder.AddServiceClient<Courses.CoursesClient>("training");
builder.AddServiceClient<Preferences.PreferencesClient>("matchmaking");
builder.AddServiceClient<Introductions.IntroductionsClient>("matchmaking");
builder.AddServiceClient<Rounds.RoundsClient>("matchmaking");
builder.AddServiceClient<Mailbox.MailboxClient>("notifications");
builder.AddServiceClient<Deliveries.DeliveriesClient>("notifications");
builder.AddServiceClient<MailReferences.MailReferencesClient>("notifications");
builder.Services.AddSingleton<CheckMailLimit>();
builder.AddServiceClient<Traces.TracesClient>("operations");

var app = builder.Build();
app.UseSite();
app.MapServiceDefaults();
app.MapSignIn();
app.MapApi();
app.MapCaseDocument();
app.MapLiveSeats();
app.MapCalendarFeed();
app.MapPersonalFeed();
app.MapRazorComponents<App>();
app.Run();
return 0;
