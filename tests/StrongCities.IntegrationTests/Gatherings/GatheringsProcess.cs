using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using MassTransit;
using Npgsql;
using StrongCities.Contracts.Gatherings;
using StrongCities.ServiceDefaults.Refusals;
using Wire = StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Gatherings;

/// <summary>A service that keeps gatherings as it is shipped, in a process of its own on loopback, with a database and a virtual host of its own, and an ear on the broker.</summary>
/// <param name="service">Events or Training.</param>
public abstract class GatheringsProcess(Servers servers, string service, Func<Servers, Task<string>> createDatabase) : IAsyncLifetime
{
    private static readonly TimeSpan FactTimeMax = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<object> _facts = new();
    private readonly Uri _http = new($"http://127.0.0.1:{ServiceProcess.FreePort()}");
    private readonly Uri _grpc = new($"http://127.0.0.1:{ServiceProcess.FreePort()}");
    private readonly MembershipOfRows _membership = new();
    private readonly string _name = service.ToLowerInvariant();
    private TestIssuer? _issuer;
    private string _address = "";
    private ServiceProcess? _process;
    private NpgsqlDataSource? _database;
    private IBusControl? _bus;

    internal MembershipRows Membership => _membership.Rows;

    internal GrpcChannel Channel { get; private set; } = null!;

    internal NpgsqlDataSource Database => _database!;

    internal IBusControl Bus => _bus!;

    internal Guid StaffId { get; } = Guid.NewGuid();

    internal Metadata Staff => As(StaffId);

    internal Wire.Gatherings.GatheringsClient Gatherings => new(Channel);

    internal Wire.Registrations.RegistrationsClient Registrations => new(Channel);

    internal SeatOffers.SeatOffersClient Offers => new(Channel);

    internal Wire.Namings.NamingsClient Namings => new(Channel);

    internal HeldSeats.HeldSeatsClient HeldSeats => new(Channel);

    internal Wire.Reports.ReportsClient Reports => new(Channel);

    internal RegistrationMail.RegistrationMailClient Mail => new(Channel);

    /// <summary>Facts that the service has published, in the order of their arrival.</summary>
    internal IEnumerable<object> Facts => _facts;

    internal static Metadata Nobody => [];

    /// <summary>Over what the process is given.</summary>
    internal Dictionary<string, string> Settings { get; } = [];

    internal Uri Http => _http;

    internal TestIssuer Issuer => _issuer!;

    internal Metadata As(Guid person, bool secondFactor = true) => _issuer!.As(person, secondFactor);

    internal Metadata WithScope(string scope) => _issuer!.AsService(scope);

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        await StartAsync();
    }

    /// <summary>Everything but the service itself.</summary>
    internal async Task PrepareAsync()
    {
        Membership.Staff[StaffId] = true;
        _issuer = await TestIssuer.StartAsync();
        await _membership.StartAsync();
        _address = await createDatabase(servers);
        _database = NpgsqlDataSource.Create(_address);
        var broker = new Uri(await servers.CreateVirtualHostAsync(_name));
        Broker = broker.ToString();
        _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            var user = broker.UserInfo.Split(':');
            rabbit.Host(broker.Host, (ushort)broker.Port, broker.AbsolutePath[1..], host =>
            {
                host.Username(user[0]);
                host.Password(Uri.UnescapeDataString(user[1]));
            });
            rabbit.ReceiveEndpoint("ear", ear =>
            {
                Hear<GatheringPublished>(ear);
                Hear<GatheringMoved>(ear);
                Hear<GatheringCancelled>(ear);
                Hear<GatheringLabelChanged>(ear);
                Hear<DelegationRegistered>(ear);
                Hear<DelegatesNamed>(ear);
                Hear<DelegateLeft>(ear);
                Hear<RegistrationCancelled>(ear);
                Hear<CancellationUndone>(ear);
                Hear<SeatsFreed>(ear);
                Hear<SeatOffered>(ear);
                Hear<SeatOfferAccepted>(ear);
                Hear<SeatOfferDeclined>(ear);
                Hear<SeatOfferLapsed>(ear);
                Hear<DeclineUndone>(ear);
                Hear<MinimumLowered>(ear);
            });
        });
        await _bus.StartAsync();
        Channel = GrpcChannel.ForAddress(_grpc);
    }

    internal string Broker { get; private set; } = "";

    /// <summary>What the process is given.</summary>
    internal Dictionary<string, string> Environment(bool seed = false)
    {
        var environment = new Dictionary<string, string>(_issuer!.Environment)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["OTEL_SERVICE_NAME"] = _name,
            [$"ConnectionStrings__{_name}db"] = _address,
            ["ConnectionStrings__messaging"] = Broker,
            ["Kestrel__Endpoints__http__Url"] = _http.ToString(),
            ["Kestrel__Endpoints__grpc__Url"] = _grpc.ToString(),
            ["services__membership__grpc__0"] = _membership.Address,
            ["Demonstration__Seed"] = seed ? "true" : "false",
        };
        foreach (var (name, value) in Settings)
        {
            environment[name] = value;
        }

        return environment;
    }

    internal async Task StartAsync(bool seed = false) => _process = await ServiceProcess.ServeAsync(service, _http, Environment(seed));

    /// <summary>SIGTERM; the task ends with the process and has its exit status.</summary>
    internal Task<int> TerminateAsync() => _process!.TerminateAsync();

    /// <summary>kill -9.</summary>
    internal Task KillAsync() => _process!.KillAsync();

    public async Task DisposeAsync()
    {
        if (_bus is not null)
        {
            await _bus.StopAsync();
        }

        Channel?.Dispose();
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _membership.DisposeAsync();
        if (_issuer is not null)
        {
            await _issuer.DisposeAsync();
        }
    }

    internal string Output => _process!.Output;

    /// <summary>Waits until the service has published such a fact.</summary>
    internal async Task<TFact> FactAsync<TFact>(Func<TFact, bool> wanted)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < FactTimeMax; await Task.Delay(20))
        {
            if (_facts.OfType<TFact>().FirstOrDefault(wanted) is { } fact)
            {
                return fact;
            }
        }

        throw new TimeoutException($"No {typeof(TFact).Name} came.\n{Output}");
    }

    /// <summary>Waits until the condition holds.</summary>
    internal async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var patience = Stopwatch.StartNew(); !await holds(); await Task.Delay(20))
        {
            if (patience.Elapsed > FactTimeMax)
            {
                throw new TimeoutException($"{what}\n{Output}");
            }
        }
    }

    internal async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> AskAsync<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What a call was refused with.</summary>
    internal static async Task<Refusal> RefusalOf<T>(AsyncUnaryCall<T> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        return error.ReadRefusal() ?? throw new InvalidOperationException($"No refusal but {error.StatusCode}.", error);
    }

    private void Hear<TFact>(IRabbitMqReceiveEndpointConfigurator ear) where TFact : class =>
        ear.Handler<TFact>(context =>
        {
            _facts.Enqueue(context.Message);
            return Task.CompletedTask;
        });
}
