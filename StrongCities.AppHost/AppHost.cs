var builder = DistributedApplication.CreateBuilder(args);

// Servers. Their administrators' logins go to setup alone.
var postgres = builder.AddPostgres("postgres").WithDataVolume();
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume().WithManagementPlugin();
var cache = builder.AddRedis("cache").WithDataVolume();

// Creates each service's database, login and broker permissions, migrates, and ends. It comes to the broker last, and waits for it itself: brokers start slowly.
var setup = builder.AddProject<Projects.StrongCities_Setup>("setup")
    .WithReference(postgres).WaitFor(postgres)
    .WithReference(messaging)
    .WithEnvironment("Messaging__Management", messaging.GetEndpoint("management"));

// Who: sign-in, then people and organizations.
var identity = Service<Projects.StrongCities_Identity>("identity").WithExternalHttpEndpoints();
var issuer = builder.ExecutionContext.IsPublishMode
    ? ReferenceExpression.Create($"{builder.AddParameter("issuer")}")
    : ReferenceExpression.Create($"{identity.GetEndpoint("http")}");
identity.WithEnvironment("Identity__Issuer", issuer);

var membership = Service<Projects.StrongCities_Membership>("membership").WithReference(cache);

// What: dialogues, trainings, introductions.
var events = Service<Projects.StrongCities_Events>("events").WithReference(cache).WithReference(membership);
var training = Service<Projects.StrongCities_Training>("training").WithReference(cache).WithReference(membership);
var matchmaking = Service<Projects.StrongCities_Matchmaking>("matchmaking").WithReference(cache).WithReference(membership);

// Telling people, and watching.
var notifications = Service<Projects.StrongCities_Notifications>("notifications")
    .WithReference(membership).WithReference(events).WithReference(training).WithReference(matchmaking);
var operations = Service<Projects.StrongCities_Operations>("operations").WithReference(membership);

// The edge.
var web = Service<Projects.StrongCities_Web>("web")
    .WithReference(cache)
    .WithReference(membership).WithReference(events).WithReference(training)
    .WithReference(matchmaking).WithReference(notifications).WithReference(operations)
    .WithExternalHttpEndpoints();

// A person's browser goes between the two public processes; each must know the other's address.
var site = builder.ExecutionContext.IsPublishMode
    ? ReferenceExpression.Create($"{builder.AddParameter("site")}")
    : ReferenceExpression.Create($"{web.GetEndpoint("http")}");
identity.WithReference(membership).WithEnvironment("Web__Address", site);
notifications.WithEnvironment("Web__Address", site);

// A service works without a user under its own client at the identity provider.
foreach (var service in new[] { membership, events, training, matchmaking, notifications, operations, web })
{
    var name = service.Resource.Name;
    var secret = Secret($"{name}secret");
    service.WithReference(identity).WithEnvironment("Identity__Issuer", issuer).WithEnvironment("Identity__ClientSecret", secret);
    identity.WithEnvironment($"Clients__{name}", secret);
}

var identitySecret = Secret("identitysecret");
// Seal the keys that lie in the databases of Identity and of the site.
identity.WithEnvironment("Identity__MasterKey", Secret("identitymasterkey"));
web.WithEnvironment("Web__MasterKey", Secret("webmasterkey"));
identity.WithEnvironment("Clients__identity", identitySecret).WithEnvironment("Identity__ClientSecret", identitySecret);

builder.AddDockerComposeEnvironment("compose");
builder.Build().Run();

// Every service signs in to PostgreSQL and RabbitMQ as itself, with a password nobody else holds.
IResourceBuilder<ProjectResource> Service<TProject>(string name) where TProject : IProjectMetadata, new()
{
    var password = Secret($"{name}password");
    setup.WithEnvironment($"Passwords__{name}", password);

    var database = postgres.GetEndpoint("tcp");
    var broker = messaging.GetEndpoint("tcp");
    return builder.AddProject<TProject>(name)
        .WithEnvironment($"ConnectionStrings__{name}db", ReferenceExpression.Create(
            $"Host={database.Property(EndpointProperty.Host)};Port={database.Property(EndpointProperty.Port)};Username={name};Password={password};Database={name}db"))
        .WithEnvironment("ConnectionStrings__messaging", ReferenceExpression.Create(
            $"amqp://{name}:{password}@{broker.Property(EndpointProperty.Host)}:{broker.Property(EndpointProperty.Port)}/"))
        .WithHttpHealthCheck("/health", endpointName: "http")
        .WaitForCompletion(setup);
}

IResourceBuilder<ParameterResource> Secret(string name) =>
    builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);
