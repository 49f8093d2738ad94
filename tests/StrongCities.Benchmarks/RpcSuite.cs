using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using StrongCities.Admission;
using StrongCities.Contracts.Gatherings;
using StrongCities.IntegrationTests;
using StrongCities.IntegrationTests.Admission;
using StrongCities.IntegrationTests.Events;
using StrongCities.Outbox;

namespace StrongCities.Benchmarks;

/// <summary>
/// P5: 256 callers in this process register delegations for one dialogue, with Events as it is shipped in a process of its own, and ask <see cref="NoOp"/> and <see cref="LedgerAlone"/>
/// in others the same with the same client; five seconds a side, taken in turn. Each registration is for an organization, and nearly each by a person, that never asked before, so whatever
/// a booking writes is written. Facts are published meanwhile, into a queue that nobody reads; what does nothing has no database, no broker and none of a service's loops either.
/// </summary>
internal static class RpcSuite
{
    private const int Callers = 256;
    private const int WishesARound = 40_000;
    private const int PeopleARound = 4_000;
    // So many rounds warm all sides up: a booking runs through much more code than an RPC that does nothing, and .NET compiles what runs often twice.
    private const int WarmUps = 6;
    private static readonly TimeSpan SideTime = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Result>> RunAsync(int rounds)
    {
        var servers = new Servers();
        await servers.InitializeAsync();
        var events = new EventsProcess(servers);
        try
        {
            await events.InitializeAsync();
            events.Issuer.HoldsAround = TimeSpan.FromHours(1);
            // Its queue stays, and this process has only callers.
            await events.Bus.StopAsync();
            return await CompareAsync(servers, events, rounds);
        }
        finally
        {
            await events.DisposeAsync();
            await servers.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<Result>> CompareAsync(Servers servers, EventsProcess events, int rounds)
    {
        var ledgers = await servers.CreateDatabaseAsync<AdmissionDb>("ledger");
        await using var noOp = await ServeAsync(events, BenchmarkServices.NoOpRole, ledgers);
        await using var ledger = await ServeAsync(events, BenchmarkServices.LedgerRole, ledgers);
        using var toEvents = Open(events.Environment()["Kestrel__Endpoints__grpc__Url"]);
        using var toNoOp = Open(noOp.Grpc);
        using var toLedger = Open(ledger.Grpc);

        List<Side> booked = [], answered = [], alone = [];
        for (var round = 0; round < WarmUps + rounds; round++)
        {
            var (dialogue, wishes) = await WishesAsync(events);
            await using (var db = new AdmissionDb(DatabaseOptions.For<AdmissionDb>(ledgers)))
            {
                db.AddOffering(new Offering { Id = dialogue, Capacity = 1_000_000_000, StartsAt = DateTimeOffset.UtcNow.AddDays(60), SeatsPerEntryMax = 1 });
                await db.SaveChangesAsync();
            }

            booked.Add(await AskAsync("Events", toEvents, wishes));
            answered.Add(await AskAsync("does nothing", toNoOp, wishes));
            alone.Add(await AskAsync("ledger alone", toLedger, wishes));
        }

        return
        [
            Compare("P5", ">=0.6", booked, answered, side => side.PerSecond, "bookings/s of 256 callers of the real Events, one dialogue, beside an RPC that does nothing"),
            Compare("P5", "<=3", booked, answered, side => side.P99, "p99 of the same, ms"),
            Compare("P5 (ledger alone)", ">=0.6", alone, answered, side => side.PerSecond, "the ledger alone behind the same RPC: nobody asks who may book, or shows what was booked"),
            Compare("P5 (ledger alone)", "<=3", alone, answered, side => side.P99, "p99 of the same, ms"),
        ];

        static Result Compare(string goal, string bar, List<Side> ours, List<Side> theirs, Func<Side, double> figure, string note) =>
            new(goal, "ratio", bar, [.. ours.Skip(WarmUps).Select(figure)], [.. theirs.Skip(WarmUps).Select(figure)], note);
    }

    /// <summary>This program in a role, with what Events is given, on addresses of its own.</summary>
    private static async Task<Served> ServeAsync(EventsProcess events, string role, string ledgers)
    {
        var (http, grpc) = ($"http://127.0.0.1:{ServiceProcess.FreePort()}", $"http://127.0.0.1:{ServiceProcess.FreePort()}");
        var environment = events.Environment();
        environment["Kestrel__Endpoints__http__Url"] = http;
        environment["Kestrel__Endpoints__grpc__Url"] = grpc;
        environment["ConnectionStrings__ledgerdb"] = ledgers;
        return new Served(await ServiceProcess.ServeAsync("Events", new Uri(http), environment, "alive", [typeof(BenchmarkServices).Assembly.Location, role]), grpc);
    }

    /// <summary>A dialogue with seats for everybody, and so many organizations that ask for one; a person comes again, for another organization, when all others have asked.</summary>
    private static async Task<(Guid Dialogue, (RegisterDelegationRequest Request, Metadata Headers)[] Wishes)> WishesAsync(EventsProcess events)
    {
        var dialogue = await events.PublishedAsync(capacity: 2000, seatsPerOrganization: 1);
        await events.ExecuteAsync("update admission_offerings set capacity = 1000000000 where id = $1", Guid.Parse(dialogue));
        var ids = Enumerable.Range(0, WishesARound).Select(_ => Guid.NewGuid()).ToArray();
        await events.ExecuteAsync("insert into member_organizations (id, version, kind, country, region, standing) select id, 1, 'city', 'NO', 'europe', 'member' from unnest($1) as id", ids);
        var people = ids.Select((_, number) => ids[number % PeopleARound]).ToArray();
        await events.ExecuteAsync(
            "insert into organization_roles (organization_id, person_id, role, version, held) select organization, person, 'practitioner', 1, true from unnest($1, $2) as r (organization, person)", ids, people);
        await events.ExecuteAsync("analyze");
        await events.ExecuteAsync("checkpoint");
        var headers = ids.Take(PeopleARound).AsParallel().AsOrdered().Select(id => events.As(id)).ToArray();
        return (Guid.Parse(dialogue), [.. ids.Select((id, number) => (new RegisterDelegationRequest
        {
            GatheringId = dialogue, OrganizationId = id.ToString(), MinSeats = 1, MaxSeats = 1, Key = id.ToString(), LabelVersion = 1,
        }, headers[number % PeopleARound]))]);
    }

    private static async Task<Side> AskAsync(string name, GrpcChannel channel, (RegisterDelegationRequest Request, Metadata Headers)[] wishes)
    {
        var client = new Registrations.RegistrationsClient(channel);
        var (next, again) = (-1, 0);
        var watch = Stopwatch.StartNew();
        var waits = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (watch.Elapsed < SideTime)
            {
                var (request, headers) = wishes[Interlocked.Increment(ref next) % wishes.Length];
                var asked = Stopwatch.GetTimestamp();
                while (!await IsAnsweredAsync(client, request, headers))
                {
                    Interlocked.Increment(ref again);
                }

                own.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            return own;
        })));
        var perSecond = waits.Sum(own => own.Count) / watch.Elapsed.TotalSeconds;
        var sorted = waits.SelectMany(own => own).Order().ToArray();
        var p99 = sorted[sorted.Length * 99 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-12} {perSecond,6:0} a second, p99 {p99:0} ms, {again} asked again"));
        return new Side(perSecond, p99);
    }

    // Whoever is not answered in time asks again with the same key, and has waited all the while.
    private static async Task<bool> IsAnsweredAsync(Registrations.RegistrationsClient client, RegisterDelegationRequest request, Metadata headers)
    {
        try
        {
            await client.RegisterDelegationAsync(request, headers);
            return true;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }

    // As the site's own client is made.
    private static GrpcChannel Open(string address) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true }, DisposeHttpClient = true });

    private sealed record Side(double PerSecond, double P99);

    private sealed record Served(ServiceProcess Process, string Grpc) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
