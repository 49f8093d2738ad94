using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StrongCities.Admission;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Admission;

/// <summary>A database with any number of ledgers on it, each with its own connections, as replicas of a service have.</summary>
internal sealed class LedgerRig : IAsyncDisposable
{
    // One database for all: a killed server reads every file of every database again before it serves.
    private static Task<string>? _shared;
    private readonly List<NpgsqlDataSource> _sources = [];

    private LedgerRig(string address)
    {
        Address = address;
        Database = Source(address);
    }

    public string Address { get; }

    /// <summary>The test's own connections.</summary>
    public NpgsqlDataSource Database { get; }

    public static async Task<LedgerRig> CreateAsync(Servers servers)
    {
        var rig = new LedgerRig(await (_shared ??= servers.CreateDatabaseAsync<AdmissionDb>("admission")));
        await rig.ExecuteAsync("truncate admission_offerings, admission_answers, outbox cascade");
        return rig;
    }

    public static IEnumerable<OutboxRow> Facts(Move move) =>
        [OutboxRow.Create(new SeatsMoved(move.Kind.ToString(), move.After?.Id, move.After?.Version ?? move.Offering.Version), (move.After?.Id ?? move.Offering.Id).ToString())];

    /// <summary>Connections as the services make them.</summary>
    public static NpgsqlDataSource Connections(string address) => NpgsqlDataSource.Create(StrongCities.Outbox.Database.Address(address, "ledger"));

    public static Ledger ReplicaOn(NpgsqlDataSource source, FactsOfMove? facts = null, AdmissionOptions? options = null, Eligibility? eligibility = null) =>
        new(source, facts ?? Facts, eligibility, options ?? new AdmissionOptions(), new OutboxSignal(), NullLogger<Ledger>.Instance);

    public Ledger Replica(FactsOfMove? facts = null, AdmissionOptions? options = null, string? address = null) => ReplicaOn(Source(address ?? Address), facts, options);

    public TimedMoves Loop(Ledger ledger) => new(Source(Address), ledger, new AdmissionOptions(), TimeProvider.System, NullLogger<TimedMoves>.Instance);

    public AdmissionDb Context() => new(DatabaseOptions.For<AdmissionDb>(Address));

    public async Task<Guid> OfferAsync(int capacity, double daysToStart = 60, params OfferingGroup[] groups)
    {
        var offering = new Offering { Id = Guid.NewGuid(), Capacity = capacity, StartsAt = DateTimeOffset.UtcNow.AddDays(daysToStart), SeatsPerEntryMax = 100, Groups = groups };
        await using var db = Context();
        db.AddOffering(offering);
        await db.SaveChangesAsync();
        return offering.Id;
    }

    public static Book Book(Guid offering, int min = 1, int max = 1) =>
        new(offering, Guid.NewGuid(), Guid.NewGuid().ToString("N"), Guid.CreateVersion7(), Guid.NewGuid(), min, max) { Zone = "Europe/Paris" };

    public static Cancel Cancel(Guid offering, Answer entry) => new(offering, Guid.NewGuid(), "cancel", entry.EntryId!.Value);

    /// <summary>Lets the ten minutes of every hold pass.</summary>
    public Task LetHoldsPassAsync() => ExecuteAsync("""
        update admission_entries set held_until = held_until - interval '11 minutes' where state = 4;
        update admission_moves set due_at = due_at - interval '11 minutes' where kind = 1
        """);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), null);
    }

    public Task<long> FactsToldAsync(MoveKind kind) => NumberAsync($"select count(*) from outbox where body->>'kind' = '{kind}'");

    /// <summary>What is wrong with the seats and lists in the database, reckoned from the entries' rows.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        await using var command = Database.CreateCommand("""
            select 'oversold: ' || sum(e.seats) || ' of ' || o.capacity from admission_offerings o join admission_entries e on e.offering_id = o.id group by o.id having sum(e.seats) > o.capacity
            union all
            select 'counted ' || o.taken || ' seats, entries have ' || coalesce(sum(e.seats), 0) from admission_offerings o left join admission_entries e on e.offering_id = o.id
            group by o.id having o.taken <> coalesce(sum(e.seats), 0)
            union all
            select 'counted ' || o.waiting || ' waiting, there are ' || count(e.id) from admission_offerings o left join admission_entries e on e.offering_id = o.id and e.state = 1
            group by o.id having o.waiting <> count(e.id)
            union all
            select 'organization has ' || count(*) || ' active entries' from admission_entries where state in (1, 2, 3, 4) group by offering_id, organization_id, track having count(*) > 1
            union all
            select 'entry waits although it fits' from admission_offerings o join admission_entries e on e.offering_id = o.id and e.state = 1
            where e.min_seats <= o.capacity - o.taken - o.kept_free and o.starts_at > now() and not o.called_off and not exists (select 1 from admission_groups g where g.offering_id = o.id)
            union all
            select 'entry in state ' || e.state || ' has ' || count(o.id) || ' open offers' from admission_entries e left join admission_offers o on o.entry_id = e.id and o.state = 1
            group by e.id having count(o.id) <> case e.state when 2 then 1 else 0 end
            union all
            select 'entry in state ' || e.state || ' has ' || count(m.id) || ' timed moves' from admission_entries e left join admission_moves m on m.id = e.id
            group by e.id having count(m.id) <> case when e.state in (2, 4) then 1 else 0 end
            union all
            select 'entry ' || e.id || ' was told ' || count(b.seq) || ' times and has version ' || e.version from admission_entries e left join outbox b on b.key = e.id::text
            group by e.id having count(b.seq) <> e.version
            """);
        List<string> faults = [];
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            faults.Add(row.GetString(0));
        }

        return faults;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }
    }

    private NpgsqlDataSource Source(string address)
    {
        var source = Connections(address);
        _sources.Add(source);
        return source;
    }
}
