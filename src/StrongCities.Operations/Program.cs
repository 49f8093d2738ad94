using StrongCities.Contracts.Membership;
using StrongCities.Operations.Ingest;
using StrongCities.Operations.Traces;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;

var builder = WebApplication.CreateBuilder(args);

// Its own spans sent to itself would make more spans: this process exports none, whatever it was told.
builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = "";
builder.AddServiceDefaults();
builder.AddGrpcServer();
builder.AddOtlpKey();
builder.AddIngestLimits();

builder.AddServiceClient<Roles.RolesClient>("membership", scope: "membership.roles");
builder.Services.AddRoleQuestion<Roles.RolesClient>(async (roles, person, role, cancellationToken) =>
    (await roles.HoldsRoleAsync(new HoldsRoleRequest { PersonId = person.ToString(), Role = role }, cancellationToken: cancellationToken)).Holds);

builder.Services.AddSingleton(new StoreLimits());
builder.Services.AddSingleton<TraceStore>();
builder.Services.AddSingleton<ReceiveTelemetry>();

var app = builder.Build();
app.MapServiceDefaults();
app.UseIngestLimits();
app.MapOtlpHttp();
app.MapGrpcService<OtlpTracesService>().WithIngestLimits();
app.MapGrpcService<OtlpLogsService>().WithIngestLimits();
app.MapGrpcService<OtlpMetricsService>().WithIngestLimits();
app.MapGrpcService<TracesService>();
app.Run();
