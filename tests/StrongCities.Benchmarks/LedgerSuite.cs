using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StrongCities.Admission;
using StrongCities.IntegrationTests;
using StrongCities.IntegrationTests.Admission;
using StrongCities.Outbox;

namespace StrongCities.Benchmarks;

/// <summary>
/// P1 to P4: bookings per second of the ledger in this process, and of pgbench writing the same rows into the same tables with no program around it. Both sides use random
/// ids where strangers see them, five seconds a side, taken in turn, tables emptied before each. What pgbench does not do: read entries, keys and groups to
/// decide, know a key again, offer, queue, or answer anybody. What neither side does: gRPC, the relay.
/// P6: the same callers of the ledger, its facts published by the relay meanwhile, and of <see cref="OrdinaryWay"/>.
/// </summary>
internal sealed class LedgerSuite : IAsyncDisposable
{
    private const int SideSeconds = 5;
    private const int SpreadOfferings = 1000;
    private const string DelayedFlush = "-c commit_delay=1000 -c commit_siblings=0";

    private readonly NpgsqlConnectionStringBuilder _address;
    private readonly List<NpgsqlDataSource> _sources = [];
    private Guid[] _offerings = [];

    private LedgerSuite(NpgsqlConnectionStringBuilder address) => _address = address;

    public static async Task<IReadOnlyList<Result>> RunAsync(int rounds)
    {
        await using var copy = await LocalCopy.StartAsync("--only", "postgres");
        await using var suite = await CreateAsync(copy);
        Result[] results =
        [
            await suite.CompareAsync("P1", ">=0.8", rounds, () => suite.LedgerAsync(1, 1000, 1), () => suite.PgbenchAsync(InBatches, 1, 500),
                "1,000 callers, one offering, one replica, beside pgbench booking 500 a transaction with one client"),
            await suite.CompareAsync("P2", ">=15", rounds, () => suite.LedgerAsync(1, 64, 1), () => suite.PgbenchAsync(OneByOne, 64, 1),
                "64 callers, one offering, one replica, beside one transaction a booking with 64 clients"),
            await suite.CompareAsync("P2", ">=10", rounds, () => suite.LedgerAsync(1, 64, 3), () => suite.PgbenchAsync(OneByOne, 64, 1),
                "the same with three replicas and no routing"),
            await suite.CompareAsync("P2", ">=15", rounds, () => suite.LedgerAsync(1, 64, 1, DelayedFlush), () => suite.PgbenchAsync(OneByOne, 64, 1, DelayedFlush),
                "the first with one millisecond more a flush on both sides (commit_delay)"),
            await suite.CompareAsync("P3", ">=1", rounds, () => suite.LedgerAsync(1, 8, 1), () => suite.PgbenchAsync(OneByOne, 8, 1),
                "8 callers, one offering, beside one transaction a booking with 8 clients"),
            await suite.CompareAsync("P4", ">=1", rounds, () => suite.LedgerAsync(SpreadOfferings, 1000, 1), () => suite.PgbenchAsync(OneByOne, 32, 1),
                "1,000 callers over 1,000 offerings, beside one transaction a booking over the same 1,000 rows with 32 clients", SpreadOfferings),
        ];
        // What is left to write would keep the server from stopping in its time.
        await suite.FreshAsync(1);
        return results;
    }

    public static async Task<IReadOnlyList<Result>> RunBesideTheOrdinaryWayAsync(int rounds)
    {
        await using var copy = await LocalCopy.StartAsync("--only", "postgres,messaging");
        await using var suite = await CreateAsync(copy);
        var broker = copy.Resource("messaging").ConnectionString!;
        await using var ordinary = await OrdinaryWay.StartAsync(suite._address.ConnectionString, broker);
        Result[] results =
        [
            await suite.CompareAsync("P6", ">=20", rounds, () => suite.LedgerAsync(1, 64, 1), () => ordinary.PerSecondAsync(64, SideSeconds),
                "64 callers, one offering, one replica, facts left in the outbox, beside a row lock a request with EF Core and a publish with MassTransit after the commit, no outbox: both ours"),
            await suite.CompareAsync("P6", ">=20", rounds, () => suite.WithRelayAsync(broker, () => suite.LedgerAsync(1, 64, 1)), () => ordinary.PerSecondAsync(64, SideSeconds),
                "the same while the relay, in the same process, publishes the facts"),
        ];
        await suite.FreshAsync(1);
        return results;
    }

    private static async Task<LedgerSuite> CreateAsync(LocalCopy copy)
    {
        var server = new NpgsqlConnectionStringBuilder(copy.Resource("postgres").ConnectionString);
        await using (var administrator = new NpgsqlConnection(server.ConnectionString))
        {
            await administrator.OpenAsync();
            await using var create = new NpgsqlCommand("create database benchmark", administrator);
            await create.ExecuteNonQueryAsync();
        }

        server.Database = "benchmark";
        await using (var db = new AdmissionDb(DatabaseOptions.For<AdmissionDb>(server.ConnectionString)))
        {
            await db.Database.EnsureCreatedAsync();
        }

        return new LedgerSuite(server);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }
    }

    private async Task<Result> CompareAsync(string goal, string bar, int rounds, Func<Task<double>> ours, Func<Task<double>> theirs, string note, int offerings = 1)
    {
        List<double> us = [], them = [];
        for (var round = 0; round <= rounds; round++)
        {
            await FreshAsync(offerings);
            var mine = await ours();
            await FreshAsync(offerings);
            var yardstick = await theirs();
            // The first round warms both up.
            if (round > 0)
            {
                us.Add(mine);
                them.Add(yardstick);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {goal}: {Result.Median(us):0} and {Result.Median(them):0} bookings/s: {note}"));
        return new Result(goal, "ratio", bar, [.. us], [.. them], note);
    }

    /// <summary>Bookings per second of callers who each ask again as soon as they are answered.</summary>
    private async Task<double> LedgerAsync(int offerings, int callers, int replicas, string options = "")
    {
        var ledgers = Enumerable.Range(0, replicas).Select(_ => new Ledger(Source(options), Facts, null, new AdmissionOptions(), new OutboxSignal(), NullLogger<Ledger>.Instance)).ToArray();
        var watch = Stopwatch.StartNew();
        var booked = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var count = 0;
            for (var turn = caller; watch.Elapsed.TotalSeconds < SideSeconds; turn++)
            {
                var offering = _offerings[offerings == 1 ? 0 : Random.Shared.Next(offerings)];
                var answer = await ledgers[turn % replicas].SubmitAsync(
                    new Book(offering, Guid.NewGuid(), Guid.NewGuid().ToString("N"), Guid.CreateVersion7(), Guid.NewGuid(), 1, 1)
                    {
                        Zone = "Europe/Paris",
                        Groups = ["region:europe", "role:elected"],
                    }, default);
                count += answer.Outcome == Outcome.Confirmed ? 1 : throw new InvalidOperationException($"A booking was answered {answer.Refusal?.Reason ?? answer.Outcome.ToString()}.");
            }

            return count;
        })));
        return booked.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>With the relay of a service beside it, as each service runs one.</summary>
    private async Task<double> WithRelayAsync(string broker, Func<Task<double>> side)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "benchmark" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:benchmark"] = _address.ConnectionString, ["ConnectionStrings:messaging"] = broker });
        builder.AddDatabase<AdmissionDb>("benchmark");
        builder.AddMessaging<AdmissionDb>("benchmark", contracts: typeof(SeatsMoved).Assembly);
        using var relay = builder.Build();
        await relay.StartAsync();
        var perSecond = await side();
        await relay.StopAsync();
        return perSecond;
    }

    internal static IEnumerable<OutboxRow> Facts(Move move) =>
        [OutboxRow.Create(new SeatsMoved(move.Kind.ToString(), move.After?.Id, move.After?.Version ?? 0), (move.After?.Id ?? move.Offering.Id).ToString())];

    private async Task<double> PgbenchAsync(Func<Guid[], string> script, int clients, int bookingsEach, string options = "")
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script(_offerings));
        var start = new ProcessStartInfo("/usr/lib/postgresql/15/bin/pgbench",
            ["--no-vacuum", "--protocol=prepared", $"--client={clients}", "--jobs=1", $"--time={SideSeconds}", $"--file={file}",
                $"--host={_address.Host}", $"--port={_address.Port}", $"--username={_address.Username}", _address.Database!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = _address.Password;
        start.Environment["PGOPTIONS"] = options;
        using var pgbench = Process.Start(start)!;
        var errors = pgbench.StandardError.ReadToEndAsync();
        var output = await pgbench.StandardOutput.ReadToEndAsync();
        await pgbench.WaitForExitAsync();
        File.Delete(file);
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"pgbench failed: {await errors}");
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) * bookingsEach;
    }

    private static string InBatches(Guid[] offerings) =>
        $"""
        begin;
        update admission_offerings set taken = taken + 500, last_sequence = last_sequence + 500, version = version + 500 where id = '{offerings[0]}' and taken + 500 <= capacity;
        update admission_groups set taken = taken + 500 where offering_id = '{offerings[0]}';
        {Rows($"'{offerings[0]}'::uuid", 500)}
        commit;
        """;

    private static string OneByOne(Guid[] offerings)
    {
        var which = offerings.Length == 1 ? $"'{offerings[0]}'::uuid" : "(select id from benchmark_offerings where no = :no)";
        return
            $"""
            {(offerings.Length == 1 ? "" : $"\\set no random(1, {offerings.Length})")}
            begin;
            update admission_offerings set taken = taken + 1, last_sequence = last_sequence + 1, version = version + 1 where id = {which} and taken + 1 <= capacity;
            update admission_groups set taken = taken + 1 where offering_id = {which};
            {Rows(which, 1)}
            commit;
            """;
    }

    /// <summary>The rows of so many bookings: entries, kept answers and facts, in one statement. A colon before a name would be a variable of pgbench.</summary>
    private static string Rows(string offering, int bookings) =>
        $$"""
        with e as (
            insert into admission_entries (id, offering_id, organization_id, track, reference, sequence, state, min_seats, max_seats, seats, groups, people, zone, registered_by,
                end_reason, version, created_at, changed_at)
            select gen_random_uuid(), {{offering}}, gen_random_uuid(), '', upper(substr(md5(gen_random_uuid()::text), 1, 10)), n, 3, 1, 1, 1, array['region' || chr(58) || 'europe', 'role' || chr(58) || 'elected'],
                array[]::uuid[], 'Europe/Paris', gen_random_uuid(), 0, 1, now(), now()
            from generate_series(1, {{bookings}}) as n returning id, reference, registered_by),
        a as (
            insert into admission_answers (offering_id, caller, key, kind, subject, outcome, entry_id, reference, seats, position, answered_at)
            select {{offering}}, registered_by, md5(gen_random_uuid()::text), 'Book', id, 1, id, reference, 1, 0, now() from e)
        insert into outbox (message_id, type, key, body)
        select gen_random_uuid(), 'StrongCities.IntegrationTests.Admission.SeatsMoved', id::text, jsonb_build_object('kind', 'Booked', 'entryId', id, 'version', 1) from e;
        """;

    private async Task FreshAsync(int offerings)
    {
        await using var db = new AdmissionDb(DatabaseOptions.For<AdmissionDb>(_address.ConnectionString));
        await using var connection = new NpgsqlConnection(_address.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync("truncate admission_offerings, admission_answers, outbox cascade; drop table if exists benchmark_offerings");
        _offerings = [.. Enumerable.Range(0, offerings).Select(_ => Guid.NewGuid())];
        foreach (var offering in _offerings)
        {
            db.AddOffering(new Offering
            {
                Id = offering,
                Capacity = 1_000_000_000,
                StartsAt = DateTimeOffset.UtcNow.AddDays(60),
                SeatsPerEntryMax = 100,
                Groups =
                [
                    new OfferingGroup { OfferingId = offering, Name = "region:europe", Ceiling = 1_000_000_000 },
                    new OfferingGroup { OfferingId = offering, Name = "role:elected", Ceiling = 1_000_000_000 },
                ],
            });
        }

        await db.SaveChangesAsync();
        await ExecuteAsync("create table benchmark_offerings as select row_number() over () as no, id from admission_offerings; create index on benchmark_offerings (no); checkpoint");

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
            await command.ExecuteNonQueryAsync();
        }
    }

    private NpgsqlDataSource Source(string options)
    {
        var source = NpgsqlDataSource.Create(Database.Address(new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Options = options }.ConnectionString, "benchmark"));
        _sources.Add(source);
        return source;
    }
}
