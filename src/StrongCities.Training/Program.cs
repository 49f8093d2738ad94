using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings;
using StrongCities.ServiceDefaults;
using StrongCities.Training;
using StrongCities.Training.Courses;
using StrongCities.Training.Demonstration;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGrpcServer();

// Cohorts are gatherings; what they are cohorts of is this service's own.
builder.AddGatherings<TrainingDb>("training", "trainingdb", GatheringKinds.Cohort);
builder.Services.AddScoped<DraftCourse>().AddScoped<EditCourse>().AddScoped<PublishCourse>().AddScoped<WithdrawCourse>().AddScoped<DeleteCourseDraft>();

if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue<bool>("Demonstration:Seed"))
{
    builder.Services.AddHostedService<SeedTrainings>();
}

var app = builder.Build();
app.MapServiceDefaults();
app.MapGatherings();
app.MapGrpcService<CoursesService>();
app.Run();
