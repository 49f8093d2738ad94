// Part of the stand-in for Aspire: see DistributedApplication.cs.
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

internal static class ResourceBuilders
{
    public static IResourceBuilder<PostgresServerResource> AddPostgres(this DistributedApplicationBuilder builder, string name) =>
        builder.Add(new PostgresServerResource(name, builder.Secret($"{name}-password")));

    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(this DistributedApplicationBuilder builder, string name) =>
        builder.Add(new RabbitMQServerResource(name, builder.Secret($"{name}-password")));

    public static IResourceBuilder<RedisResource> AddRedis(this DistributedApplicationBuilder builder, string name) =>
        builder.Add(new RedisResource(name, builder.Secret($"{name}-password")));

    public static IResourceBuilder<ProjectResource> AddProject<T>(this DistributedApplicationBuilder builder, string name)
        where T : IProjectMetadata, new()
    {
        var project = new ProjectResource(name, new T().ProjectPath);
        foreach (var endpoint in KestrelEndpoints(project.Folder))
        {
            project.AddHttpEndpoint(endpoint);
            project.Environment[$"Kestrel__Endpoints__{endpoint}__Url"] = () => project.Endpoint(endpoint).ListenUrl;
        }

        project.Environment["OTEL_SERVICE_NAME"] = () => name;
        project.Environment["DOTNET_ENVIRONMENT"] = () => "Development";
        project.Environment["ASPNETCORE_ENVIRONMENT"] = () => "Development";
        return builder.Add(project);
    }

    public static IResourceBuilder<ParameterResource> AddParameter(this DistributedApplicationBuilder builder, string name) =>
        builder.Describe(builder.Secret(name));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this DistributedApplicationBuilder builder, string name, GenerateParameterDefault value, bool secret = false, bool persist = false) =>
        builder.Describe(builder.Secret(name));

    // Every server keeps its data below the instance's directory.
    public static IResourceBuilder<T> WithDataVolume<T>(this IResourceBuilder<T> builder) where T : Resource => builder;

    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder)
    {
        builder.Resource.AddManagement();
        return builder;
    }

    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithConnectionString> source) where T : Resource
    {
        var server = source.Resource;
        var environment = builder.Resource.Environment;
        environment[$"ConnectionStrings__{server.Name}"] = () => server.ConnectionString;
        foreach (var (property, value) in server.ConnectionProperties)
        {
            environment[$"{server.Name.ToUpperInvariant()}_{property}"] = value;
        }

        builder.Resource.References.Add((Resource)server);
        return builder;
    }

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<ProjectResource> source)
        where T : Resource
    {
        var project = source.Resource;
        foreach (var endpoint in project.Endpoints)
        {
            builder.Resource.Environment[$"services__{project.Name}__{endpoint.Name}__0"] = () => endpoint.Url;
            builder.Resource.Environment[$"{project.Name}_{endpoint.Name}".ToUpperInvariant()] = () => endpoint.Url;
        }

        builder.Resource.References.Add(project);
        return builder;
    }

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : Resource => builder.WithEnvironment(name, value.Evaluate);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference value)
        where T : Resource => builder.WithEnvironment(name, () => value.Evaluate());

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : Resource => builder.WithEnvironment(name, () => value.Resource.Value);

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : Resource =>
        new(builder.Resource, name);

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<Resource> dependency)
        where T : Resource => builder.WaitFor(dependency.Resource, completion: false);

    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<Resource> dependency)
        where T : Resource => builder.WaitFor(dependency.Resource, completion: true);

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string path, string endpointName)
        where T : Resource
    {
        builder.Resource.HealthPath = path;
        return builder;
    }

    // Everything listens on loopback here; which processes are public matters where the system is published.
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : Resource => builder;

    // Publishing is Aspire's own work.
    public static void AddDockerComposeEnvironment(this DistributedApplicationBuilder builder, string name)
    {
    }

    private static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, Func<string> value)
        where T : Resource
    {
        builder.Resource.Environment[name] = value;
        return builder;
    }

    private static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, Resource dependency, bool completion)
        where T : Resource
    {
        builder.Resource.WaitsFor.Add((dependency, completion));
        return builder;
    }

    // The endpoints are those of the service's own Kestrel configuration, as Aspire reads them.
    private static List<string> KestrelEndpoints(string folder)
    {
        var settings = Path.Combine(folder, "appsettings.json");
        if (!File.Exists(settings))
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllText(settings));
        return document.RootElement.TryGetProperty("Kestrel", out var kestrel) && kestrel.TryGetProperty("Endpoints", out var endpoints)
            ? [.. endpoints.EnumerateObject().Select(endpoint => endpoint.Name)]
            : [];
    }
}
