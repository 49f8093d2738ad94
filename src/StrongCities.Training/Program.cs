using StrongCities.Contracts.Membership;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.Training;
using StrongCities.Training.Courses;
using StrongCities.Training.Demonstration;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGrpcServer();

// What this service keeps: courses.
builder.AddDatabase<TrainingDb>("trainingdb");
builder.AddMessaging<TrainingDb>("training");

// Whom this service asks.
builder.AddServiceClient<Roles.RolesClient>("membership", scope: "membership.roles");
builder.Services.AddRoleQuestion<Roles.RolesClient>(async (roles, person, role, stop) =>
    (await roles.HoldsRoleAsync(new HoldsRoleRequest { PersonId = person.ToString(), Role = role }, cancellationToken: stop)).Holds);

// What people can ask of it.
builder.Services.AddScoped<DraftCourse>().AddScoped<EditCourse>().AddScoped<PublishCourse>().AddScoped<WithdrawCourse>();

if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue<bool>("Demonstration:Seed"))
{
    builder.Services.AddHostedService<SeedCourses>();
}

var app = builder.Build();
app.MapServiceDefaults();
app.MapGrpcService<CoursesService>();
app.Run();
