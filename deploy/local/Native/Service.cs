using Aspire.Hosting.ApplicationModel;

namespace StrongCities.Local.Native;

/// <summary>One of our own programs, as `dotnet run` would start it: from its project's folder, what was built with this one.</summary>
internal sealed class Service(ProjectResource resource) : Runnable(resource)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };

    /// <summary>Longer than a process takes for what is in flight.</summary>
    public override TimeSpan StopPatience => TimeSpan.FromSeconds(25);

    /// <summary>Waiting for neighbours is said by <c>/health</c>; a start that hangs says nothing (seen once, on a machine with sixteen programs for two cores).</summary>
    public override TimeSpan? SilenceMax => TimeSpan.FromSeconds(60);

    public override ChildCommand Command() => new(Repository.Dotnet, [Repository.Assembly(resource.ProjectPath)])
    {
        Folder = resource.Folder,
        Environment = resource.Environment.ToDictionary(setting => setting.Key, setting => setting.Value()),
    };

    public override async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        if (resource.HealthPath is null)
        {
            return true;
        }

        using var health = await Http.GetAsync($"{resource.Endpoint("http").ListenUrl}{resource.HealthPath}", cancellation);
        return health.IsSuccessStatusCode;
    }
}
