// What this is: a stand-in for the members of Aspire.Hosting 13.5.2 that StrongCities.AppHost/AppHost.cs uses, so that the
// same topology file runs where no container engine and no Aspire package is to be had. Each resource gets the environment
// that Aspire gives it (a unit test compares with a manifest that Aspire wrote); the processes behind it are native ones.
// What this is not: Aspire. It has no dashboard, no publishing, no persistence of user secrets, no other member.
// When AppHost.cs needs a new member, it must first compile with real Aspire; then it is added here.
using Aspire.Hosting.ApplicationModel;
using StrongCities.Local;

namespace Aspire.Hosting;

internal interface IProjectMetadata
{
    string ProjectPath { get; }
}

internal sealed class DistributedApplicationExecutionContext
{
    public bool IsPublishMode => false;
}

internal sealed class DistributedApplicationBuilder(Arguments arguments)
{
    private readonly Dictionary<string, ParameterResource> _parameters = [];

    internal Arguments Arguments => arguments;
    internal List<Resource> Resources { get; } = [];
    internal IEnumerable<ParameterResource> Parameters => _parameters.Values;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public DistributedApplication Build() => new(this);

    internal IResourceBuilder<T> Add<T>(T resource) where T : Resource
    {
        Resources.Add(resource);
        return Describe(resource);
    }

    internal IResourceBuilder<T> Describe<T>(T resource) where T : Resource => new ResourceBuilder<T>(resource, this);

    internal ParameterResource Secret(string name)
    {
        if (!_parameters.TryGetValue(name, out var parameter))
        {
            _parameters[name] = parameter = new ParameterResource(name);
        }

        return parameter;
    }

    private sealed record ResourceBuilder<T>(T Resource, DistributedApplicationBuilder ApplicationBuilder) : IResourceBuilder<T>
        where T : IResource;
}

internal sealed class DistributedApplication(DistributedApplicationBuilder builder)
{
    public static DistributedApplicationBuilder CreateBuilder(string[] args) => new(Arguments.Parse(args));

    public void Run() => Environment.ExitCode = new Topology(builder).RunAsync().GetAwaiter().GetResult();
}
