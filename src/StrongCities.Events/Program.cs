using StrongCities.Contracts.Gatherings;
using StrongCities.Events;
using StrongCities.Events.Demonstration;
using StrongCities.Gatherings;
using StrongCities.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGrpcServer();
builder.AddGatherings<EventsDb>("events", "eventsdb", GatheringKinds.Dialogue);
if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue<bool>("Demonstration:Seed"))
{
    builder.Services.AddHostedService<SeedDialogues>();
}

var app = builder.Build();
app.MapServiceDefaults();
app.MapGatherings();
app.Run();
