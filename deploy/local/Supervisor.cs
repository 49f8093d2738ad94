using Aspire.Hosting.ApplicationModel;

namespace StrongCities.Local;

/// <summary>All resources of one instance: started as they wait for each other, stopped in the opposite order.</summary>
internal sealed class Supervisor
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Resource, Supervised> _resources;

    public Supervisor(IEnumerable<Supervised> resources)
    {
        _resources = resources.ToDictionary(supervised => supervised.Runnable.Resource);
        foreach (var (resource, supervised) in _resources)
        {
            foreach (var (dependency, completion) in resource.WaitsFor)
            {
                supervised.WaitFor(_resources[dependency], completion);
            }
        }
    }

    public IEnumerable<Supervised> Resources => _resources.Values;

    public Supervised? Find(string name) => Resources.FirstOrDefault(supervised => supervised.Name == name);

    /// <summary>Ends when all wanted resources are ready; throws as soon as one never will be.</summary>
    public async Task StartAsync(IReadOnlyCollection<Supervised> wanted)
    {
        // All are marked before the first looks at its neighbors: who is left out is not waited for.
        foreach (var supervised in wanted)
        {
            supervised.Want();
        }

        foreach (var supervised in wanted)
        {
            supervised.Start();
        }

        using var saying = new Timer(_ => SayWhoIsLate(wanted), null, LateAfter, LateAfter);
        await foreach (var settled in Task.WhenEach(wanted.Select(supervised => supervised.Settled)))
        {
            await settled;
        }
    }

    private static void SayWhoIsLate(IEnumerable<Supervised> wanted)
    {
        foreach (var late in wanted.Where(supervised => supervised.Condition == Condition.Starting))
        {
            Console.WriteLine($"{late.Name,-14} runs but is not ready yet; log: {late.Log}");
        }
    }

    /// <summary>Whoever uses others stops before them; a circle stops together. Web is first, servers are last.</summary>
    public async Task StopAsync()
    {
        var running = _resources.Keys.ToHashSet();
        while (running.Count > 0)
        {
            var unused = running.Where(resource => !running.Any(user => user != resource && Uses(user, resource))).ToList();
            var next = unused.Count > 0 ? unused : running.Where(resource => resource is not ServerResource).ToList();
            await Task.WhenAll(next.Select(resource => _resources[resource].StopAsync()));
            running.ExceptWith(next);
        }
    }

    public void Kill()
    {
        foreach (var supervised in Resources)
        {
            supervised.Kill();
        }
    }

    // Every service uses the servers, whether the topology says so by a reference or by a connection string.
    private static bool Uses(Resource user, Resource used) =>
        user.References.Contains(used) || (used is ServerResource && user is not ServerResource);
}
