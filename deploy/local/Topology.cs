using System.Runtime.InteropServices;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using StrongCities.Local.Native;

namespace StrongCities.Local;

/// <summary>Does with the topology what the command line asks.</summary>
internal sealed class Topology(DistributedApplicationBuilder builder)
{
    private const int Refused = 2;

    private readonly Arguments _arguments = builder.Arguments;

    public async Task<int> RunAsync()
    {
        if (Mistake() is { } mistake)
        {
            Console.Error.WriteLine($"{mistake}\n{Arguments.Usage}");
            return Refused;
        }

        if (_arguments.Command == "help")
        {
            Console.WriteLine(Arguments.Usage);
            return 0;
        }

        using var instance = new Instance(_arguments.Directory ?? Path.Combine(Repository.Root, ".local"));
        return _arguments.Command switch
        {
            "test" => await TestRun.RunAsync(_arguments),
            "check" => await Installation.EnsureAsync(Installation.ForTests, mayInstall: false) ? 0 : 2,
            "environment" => PrintEnvironment(instance),
            "start" or "stop" or "restart" => await Control.AskAsync(instance, $"{_arguments.Command} {_arguments.Target}"),
            _ => await StartAsync(instance),
        };
    }

    private async Task<int> StartAsync(Instance instance)
    {
        if (!instance.TryLock())
        {
            Console.Error.WriteLine($"A copy runs in {instance.Directory} already; stop it, or give this one its own --directory.");
            return Refused;
        }

        var wanted = builder.Resources.Where(IsWanted).ToList();
        if (!await Installation.EnsureAsync(Installation.For(wanted, _arguments.FakeClock is not null), _arguments.Install))
        {
            return Refused;
        }

        Configure(instance);
        var addresses = new AddressTable(instance);
        var supervisor = new Supervisor([.. builder.Resources.Select(resource => new Supervised(RunnableFor(resource, instance), instance, addresses.Write))]);
        addresses.Supervisor = supervisor;
        if (_arguments.Reset)
        {
            foreach (var supervised in supervisor.Resources)
            {
                supervised.Runnable.DropData();
            }
        }

        foreach (var log in Directory.GetFiles(instance.Logs, "*.log"))
        {
            File.Move(log, $"{log}.1", overwrite: true);
        }

        return await RunUntilStoppedAsync(instance, supervisor, addresses, [.. supervisor.Resources.Where(s => wanted.Contains(s.Runnable.Resource))]);
    }

    private async Task<int> RunUntilStoppedAsync(
        Instance instance, Supervisor supervisor, AddressTable addresses, IReadOnlyCollection<Supervised> wanted)
    {
        using var stop = new StopRequest(supervisor, _arguments.Attached);
        using var control = new Control(instance, supervisor);
        var started = TimeProvider.System.GetTimestamp();
        var exitCode = 0;
        Console.WriteLine($"Starting in {instance.Directory}");
        try
        {
            await supervisor.StartAsync(wanted).WaitAsync(stop.Token);
            await addresses.ReadyAsync(stop.Token);
            Console.WriteLine($"Ready after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s. Ctrl-C stops everything.");
            await Task.Delay(Timeout.Infinite, stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            Console.WriteLine("Stopping");
        }
        catch (Exception failure)
        {
            exitCode = 1;
            Console.Error.WriteLine(failure.Message);
            foreach (var failed in supervisor.Resources.Where(supervised => supervised.Condition == Condition.Failed))
            {
                Console.Error.WriteLine($"The end of {failed.Log}:\n{string.Join('\n', failed.LogTail(20))}");
            }
        }

        await supervisor.StopAsync();
        addresses.Remove();
        Console.WriteLine("Stopped");
        return exitCode;
    }

    private string? Mistake()
    {
        var unknown = _arguments.Only.Concat(_arguments.Except).Concat(_arguments.Environment.Select(setting => setting.Resource))
            .FirstOrDefault(name => builder.Resources.TrueForAll(resource => resource.Name != name));
        return _arguments.Mistake ?? (unknown is null ? null : $"There is no resource '{unknown}'.");
    }

    private bool IsWanted(Resource resource) =>
        !_arguments.Except.Contains(resource.Name) && (_arguments.Only.Count == 0 || _arguments.Only.Contains(resource.Name));

    private Runnable RunnableFor(Resource resource, Instance instance) => resource switch
    {
        PostgresServerResource postgres => new Postgres(postgres, instance, _arguments.FakeClock),
        RabbitMQServerResource messaging => new RabbitMq(messaging, instance),
        RedisResource cache => new Redis(cache, instance),
        ProjectResource project => new Service(project),
        _ => throw new InvalidOperationException($"Nothing here runs a {resource.GetType().Name}."),
    };

    /// <summary>What Aspire's own orchestrator adds to the topology: ports, secrets, where telemetry goes, and the command line's wishes.</summary>
    private void Configure(Instance instance)
    {
        instance.Assign(builder.Resources, builder.Parameters);
        var telemetryKey = instance.Secret("telemetry-key");
        instance.Save();
        var projects = builder.Resources.OfType<ProjectResource>().ToList();
        var operations = projects.Find(project => project.Name == "operations");
        foreach (var project in projects)
        {
            if (project == operations)
            {
                project.Environment["Otlp__Key"] = () => telemetryKey;
            }
            else if (operations is not null)
            {
                project.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = () => operations.Endpoint("grpc").Url;
                project.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = () => "grpc";
                project.Environment["OTEL_EXPORTER_OTLP_HEADERS"] = () => $"x-otlp-api-key={telemetryKey}";
            }

            if (_arguments.Demonstration)
            {
                project.Environment["Demonstration__Seed"] = () => "true";
            }

            foreach (var (_, name, value) in _arguments.Environment.Where(setting => setting.Resource == project.Name))
            {
                project.Environment[name] = () => value;
            }
        }
    }

    private int PrintEnvironment(Instance instance)
    {
        // A copy that runs holds its ports; they are no less its own.
        instance.TryLock();
        Configure(instance);
        var environment = builder.Resources.OfType<ProjectResource>().ToDictionary(
            project => project.Name,
            project => project.Environment.OrderBy(setting => setting.Key, StringComparer.Ordinal).ToDictionary(setting => setting.Key, setting => setting.Value()));
        var json = JsonSerializer.Serialize(environment, new JsonSerializerOptions { WriteIndented = true });
        if (_arguments.Output is { } output)
        {
            Instance.WritePrivately(output, json);
        }
        else
        {
            Console.WriteLine(json);
        }

        return 0;
    }

    /// <summary>The first request stops in order, a second signal kills. The end of the input is no second one: whoever sends a signal and lets go at once is not impatient.</summary>
    private sealed class StopRequest : IDisposable
    {
        private readonly CancellationTokenSource _requested = new();
        private readonly Supervisor _supervisor;
        private readonly List<PosixSignalRegistration> _registrations;
        private int _signals;

        public StopRequest(Supervisor supervisor, bool attached)
        {
            _supervisor = supervisor;
            _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
                .Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
            if (attached)
            {
                new Thread(WaitForEndOfInput) { IsBackground = true }.Start();
            }
        }

        public CancellationToken Token => _requested.Token;

        public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

        private void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref _signals) > 1)
            {
                _supervisor.Kill();
            }

            _requested.Cancel();
        }

        private void WaitForEndOfInput()
        {
            while (Console.In.ReadLine() is not null)
            {
            }

            _requested.Cancel();
        }
    }
}
