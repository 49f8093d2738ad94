using System.Runtime.InteropServices;
using Npgsql;
using StrongCities.Admission;

namespace StrongCities.IntegrationTests.Admission;

/// <summary>The database or the line to it is lost in the middle: nothing acknowledged is lost, nothing is booked twice.</summary>
[Collection("servers")]
public sealed class LedgerFaultTests(Servers servers) : IAsyncLifetime
{
    private LedgerRig _rig = null!;

    public async Task InitializeAsync() => _rig = await LedgerRig.CreateAsync(servers);

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_found_by_its_key()
    {
        await using var line = new CutLine(_rig.Address);
        var ledger = _rig.Replica(address: line.Address);
        var offering = await _rig.OfferAsync(capacity: 9);
        var request = LedgerRig.Book(offering, 2, 2);

        line.CutAfterNextCommit();
        var answer = await ledger.SubmitAsync(request, default);
        Assert.Equal(1, line.Cuts);
        Assert.Equal((Outcome.Confirmed, 2, request.EntryId), (answer.Outcome, answer.Seats, answer.EntryId));
        Assert.Equal(1, await _rig.NumberAsync("select count(*) from admission_entries"));
        Assert.Equal(1, await _rig.FactsToldAsync(MoveKind.Booked));
        Assert.Empty(await _rig.FaultsAsync());

        // The control: without the key the second try is taken for a second wish.
        Assert.Equal(AdmissionRefusals.AlreadyRegistered, (await ledger.SubmitAsync(request with { Key = "forgotten", EntryId = Guid.CreateVersion7() }, default)).Refusal);
    }

    [Fact]
    public async Task The_same_lost_answer_makes_the_naive_retry_book_twice()
    {
        await using var line = new CutLine(_rig.Address);
        await using var source = NpgsqlDataSource.Create(line.Address);
        var offering = await _rig.OfferAsync(capacity: 9);
        line.CutAfterNextCommit();
        for (var tries = 0; tries < 2; tries++)
        {
            try
            {
                await using var batch = source.CreateBatch();
                batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
                batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
                    insert into admission_entries (id, offering_id, organization_id, track, reference, sequence, state, min_seats, max_seats, seats, groups, people, zone, registered_by, end_reason, version, created_at, changed_at)
                    values (gen_random_uuid(), '{offering}', gen_random_uuid(), '', 'N{tries}', 1, 3, 1, 1, 1, '{"{}"}', '{"{}"}', 'UTC', gen_random_uuid(), 0, 1, now(), now())
                    """));
                batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
                await batch.ExecuteNonQueryAsync();
                break;
            }
            catch (NpgsqlException)
            {
                // Tried again, as one does.
            }
        }

        Assert.Equal(2, await _rig.NumberAsync("select count(*) from admission_entries"));
    }

    [Fact]
    public async Task Killing_PostgreSQL_under_load_loses_no_booking_and_doubles_none()
    {
        const int callers = 32;
        Ledger[] replicas = [_rig.Replica(), _rig.Replica()];
        var offering = await _rig.OfferAsync(capacity: 300);
        using var stop = new CancellationTokenSource();
        var unconfirmed = 0;
        var load = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            List<(Book Request, Answer Answer)> own = [];
            while (!stop.IsCancellationRequested)
            {
                var request = LedgerRig.Book(offering);
                for (var tries = 0; ; tries++)
                {
                    var answer = await replicas[(caller + tries) % 2].SubmitAsync(request, default);
                    if (answer.Refusal is null)
                    {
                        own.Add((request, answer));
                        break;
                    }

                    Assert.Contains(answer.Refusal.Kind, new[] { RefusalKind.Busy, RefusalKind.Unconfirmed });
                    Interlocked.Increment(ref unconfirmed);
                    await Task.Delay(50);
                }

                await Task.Delay(5);
            }

            return own;
        })).ToList();

        await Task.Delay(400);
        // One backend first: the server takes all others down with it and recovers.
        var backend = (int)await _rig.NumberAsync("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by query_start desc limit 1");
        Assert.Equal(0, KillProcess(backend, 9));
        await Task.Delay(2500);
        await servers.Copy.KillAndWaitAsync("postgres");
        await Task.Delay(1500);
        await stop.CancelAsync();
        var told = (await Task.WhenAll(load)).SelectMany(own => own).ToList();
        // The test's own connections, of both kinds, died with the server.
        _rig.Database.Clear();
        NpgsqlConnection.ClearAllPools();

        Assert.Empty(await _rig.FaultsAsync());
        Assert.True(told.Count > callers * 2, $"only {told.Count} answers");
        Assert.True(told.Select(t => t.Answer.EntryId).Distinct().Count() == told.Count, "an entry was given to two requests");
        await using var db = _rig.Context();
        var entries = db.Entries().ToDictionary(e => e.Id);
        Assert.Equal(entries.Count, told.Count);
        Assert.All(told, t => Assert.Equal((t.Request.OrganizationId, t.Answer.Reference), (entries[t.Answer.EntryId!.Value].OrganizationId, entries[t.Answer.EntryId.Value].Reference)));
        Assert.Equal(Math.Min(300, told.Count), told.Sum(t => t.Answer.Seats));
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int KillProcess(int pid, int signal);
}
