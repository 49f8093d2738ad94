// Part of the stand-in for Aspire: see DistributedApplication.cs.
namespace Aspire.Hosting.ApplicationModel;

internal interface IResource
{
    string Name { get; }
}

internal interface IResourceWithConnectionString : IResource
{
    string ConnectionString { get; }

    /// <summary>The single parts of the connection, as Aspire gives them beside the connection string: HOST, PORT, PASSWORD.</summary>
    IEnumerable<(string Name, Func<string> Value)> ConnectionProperties { get; }
}

internal interface IResourceBuilder<out T> where T : IResource
{
    T Resource { get; }

    DistributedApplicationBuilder ApplicationBuilder { get; }
}

internal sealed class Endpoint(string name, string scheme)
{
    public string Name => name;

    /// <summary>The loopback port; chosen by the instance before anything reads it.</summary>
    public int Port { get; set; }

    /// <summary>The address that others are given.</summary>
    public string Url => $"{scheme}://localhost:{Port}";

    /// <summary>The address that the process itself listens on: loopback alone.</summary>
    public string ListenUrl => $"{scheme}://127.0.0.1:{Port}";
}

internal abstract class Resource(string name) : IResource
{
    public string Name => name;
    public string? HealthPath { get; set; }
    public List<Endpoint> Endpoints { get; } = [];
    public Dictionary<string, Func<string>> Environment { get; } = [];
    public HashSet<Resource> References { get; } = [];
    public List<(Resource Resource, bool Completion)> WaitsFor { get; } = [];

    public Endpoint Endpoint(string endpoint) =>
        Endpoints.Find(candidate => candidate.Name == endpoint)
        ?? throw new InvalidOperationException($"{Name} has no endpoint '{endpoint}'.");

    protected Endpoint AddEndpoint(string endpoint, string scheme)
    {
        var added = new Endpoint(endpoint, scheme);
        Endpoints.Add(added);
        return added;
    }
}

internal abstract class ServerResource : Resource, IResourceWithConnectionString
{
    protected ServerResource(string name, string scheme, ParameterResource password) : base(name)
    {
        Tcp = AddEndpoint("tcp", scheme);
        Password = password;
    }

    public Endpoint Tcp { get; }
    public ParameterResource Password { get; }
    public abstract string ConnectionString { get; }
    public abstract IEnumerable<(string Name, Func<string> Value)> ConnectionProperties { get; }
}

internal sealed class PostgresServerResource(string name, ParameterResource password) : ServerResource(name, "tcp", password)
{
    public override string ConnectionString => $"Host=localhost;Port={Tcp.Port};Username=postgres;Password={Password.Value}";

    public override IEnumerable<(string Name, Func<string> Value)> ConnectionProperties =>
    [
        ("HOST", () => "localhost"),
        ("PORT", () => $"{Tcp.Port}"),
        ("USERNAME", () => "postgres"),
        ("PASSWORD", () => Password.Value),
        ("URI", () => $"postgresql://postgres:{Uri.EscapeDataString(Password.Value)}@localhost:{Tcp.Port}"),
        ("JDBCCONNECTIONSTRING", () => $"jdbc:postgresql://localhost:{Tcp.Port}"),
    ];
}

internal sealed class RabbitMQServerResource(string name, ParameterResource password) : ServerResource(name, "tcp", password)
{
    public override string ConnectionString => $"amqp://guest:{Uri.EscapeDataString(Password.Value)}@localhost:{Tcp.Port}";

    public override IEnumerable<(string Name, Func<string> Value)> ConnectionProperties =>
    [
        ("HOST", () => "localhost"),
        ("PORT", () => $"{Tcp.Port}"),
        ("USERNAME", () => "guest"),
        ("PASSWORD", () => Password.Value),
        ("URI", () => ConnectionString),
    ];

    public void AddManagement() => AddEndpoint("management", "http");
}

internal sealed class RedisResource(string name, ParameterResource password) : ServerResource(name, "redis", password)
{
    public override string ConnectionString => $"localhost:{Tcp.Port},password={Password.Value}";

    public override IEnumerable<(string Name, Func<string> Value)> ConnectionProperties =>
    [
        ("HOST", () => "localhost"),
        ("PORT", () => $"{Tcp.Port}"),
        ("PASSWORD", () => Password.Value),
        ("URI", () => $"redis://:{Uri.EscapeDataString(Password.Value)}@localhost:{Tcp.Port}"),
    ];
}

internal sealed class ParameterResource(string name) : Resource(name)
{
    private string? _value;

    public string Value
    {
        get => _value ?? throw new InvalidOperationException($"The parameter '{Name}' has no value.");
        set => _value = value;
    }
}

internal sealed class ProjectResource(string name, string projectPath) : Resource(name)
{
    public string ProjectPath => projectPath;

    public string Folder => Path.GetDirectoryName(projectPath)!;

    public void AddHttpEndpoint(string endpoint) => AddEndpoint(endpoint, "http");
}

internal sealed class GenerateParameterDefault
{
    public int MinLength { get; set; }
    public bool Special { get; set; }
}
