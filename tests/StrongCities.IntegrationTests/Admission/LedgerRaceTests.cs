using Npgsql;
using StrongCities.Admission;

namespace StrongCities.IntegrationTests.Admission;

/// <summary>Many callers, few seats, more than one replica.</summary>
[Collection("servers")]
public sealed class LedgerRaceTests(Servers servers) : IAsyncLifetime
{
    private const int Callers = 64;
    private LedgerRig _rig = null!;

    public async Task InitializeAsync() => _rig = await LedgerRig.CreateAsync(servers);

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Sixty_four_callers_of_two_replicas_never_oversell()
    {
        Ledger[] replicas = [_rig.Replica(), _rig.Replica()];
        var offering = await _rig.OfferAsync(capacity: 50);
        var answers = await RunAsync(async (caller, turn) => await replicas[turn % 2].SubmitAsync(LedgerRig.Book(offering, 1 + (caller % 2), 2), default));

        Assert.Empty(await _rig.FaultsAsync());
        Assert.Equal(answers.Length, await _rig.NumberAsync("select count(*) from admission_entries"));
        Assert.Equal(50, answers.Sum(a => a.Seats));
        Assert.Equal(
            Enumerable.Range(1, answers.Count(a => a.Outcome == Outcome.Waiting)),
            answers.Where(a => a.Outcome == Outcome.Waiting).Select(a => a.Position).Order());
        Assert.All(answers, a => Assert.Contains(a.Outcome, new[] { Outcome.Confirmed, Outcome.Waiting }));
        Assert.Equal(answers.Length, answers.Select(a => a.Reference).Distinct().Count());
    }

    [Fact]
    public async Task Count_then_insert_oversells_and_the_same_assertion_sees_it()
    {
        var faults = await Rounds(async offering =>
        {
            await RunAsync(async (_, _) => await CountThenInsertAsync(offering));
            return (await _rig.FaultsAsync()).Where(f => f.StartsWith("oversold", StringComparison.Ordinal)).ToList();
        });
        Assert.NotEmpty(faults);
    }

    [Fact]
    public async Task Cancelling_booking_and_the_end_of_holds_at_once_keep_every_seat_in_one_place()
    {
        Ledger[] replicas = [_rig.Replica(), _rig.Replica()];
        TimedMoves[] loops = [_rig.Loop(replicas[0]), _rig.Loop(replicas[1])];
        using var stop = new CancellationTokenSource();
        var looping = loops.Select(async loop =>
        {
            while (!stop.IsCancellationRequested)
            {
                await _rig.ExecuteAsync("update admission_offers set deadline = now() where id in (select id from admission_offers where state = 1 and random() < 0.2)");
                await _rig.ExecuteAsync("update admission_moves m set due_at = o.deadline from admission_offers o where o.entry_id = m.id and m.due_at <> o.deadline");
                await loop.RunDueAsync(default);
            }
        }).ToList();

        // Once more until the thick of it has held every kind of move.
        for (var round = 0; round < 10 && (round == 0 || await Missing()); round++)
        {
            // On the last day seats are freed at once.
            var offering = await _rig.OfferAsync(capacity: 12, daysToStart: 0.9);
            await RunAsync((caller, turn) => ComeAndGoAsync(replicas[(caller + turn) % 2], offering, caller));
        }

        await stop.CancelAsync();
        await Task.WhenAll(looping);
        Assert.Empty(await _rig.FaultsAsync());
        Assert.False(await Missing());

        async Task<bool> Missing() => await _rig.FactsToldAsync(MoveKind.OfferLapsed) == 0 || await _rig.FactsToldAsync(MoveKind.OfferAccepted) == 0;
    }

    private async Task<Answer> ComeAndGoAsync(Ledger replica, Guid offering, int caller)
    {
        var entry = await replica.SubmitAsync(LedgerRig.Book(offering, 1, 1 + (caller % 3)), default);
        if (entry.Outcome == Outcome.Waiting)
        {
            await Task.Delay(caller % 7 * 10);
            await using var db = _rig.Context();
            if (caller % 2 == 0 && db.SeatOffers().SingleOrDefault(o => o.EntryId == entry.EntryId) is { } offer)
            {
                await replica.SubmitAsync(new AcceptOffer(offering, Guid.NewGuid(), "accept", offer.Id), default);
            }
        }

        return caller % 3 == 0 ? entry : await replica.SubmitAsync(LedgerRig.Cancel(offering, entry), default);
    }

    private async Task<List<string>> Rounds(Func<Guid, Task<List<string>>> round)
    {
        for (var i = 0; i < 20; i++)
        {
            var faults = await round(await _rig.OfferAsync(capacity: 50));
            if (faults.Count > 0)
            {
                return faults;
            }
        }

        return [];
    }

    private static async Task<Answer[]> RunAsync(Func<int, int, Task<Answer>> ask)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            List<Answer> own = [];
            for (var turn = 0; turn < 3; turn++)
            {
                own.Add(await ask(caller, turn));
            }

            return own;
        })));
        return [.. answers.SelectMany(a => a)];
    }

    /// <summary>The negative control: what one writes before having thought of a second caller.</summary>
    private async Task<Answer> CountThenInsertAsync(Guid offering)
    {
        await using var connection = await _rig.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var count = new NpgsqlCommand("select o.capacity - coalesce((select sum(seats) from admission_entries where offering_id = o.id), 0) from admission_offerings o where o.id = $1", connection);
        count.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = offering });
        if (Convert.ToInt64(await count.ExecuteScalarAsync(), null) < 1)
        {
            return Answer.Refuse(AdmissionRefusals.BookingClosed);
        }

        await using var insert = new NpgsqlCommand(
            """
            insert into admission_entries (id, offering_id, organization_id, track, reference, sequence, state, min_seats, max_seats, seats, groups, people, zone, registered_by, end_reason, version, created_at, changed_at)
            values ($1, $2, gen_random_uuid(), '', substr(md5(random()::text), 1, 12), 1, 3, 1, 1, 1, '{}', '{}', 'UTC', gen_random_uuid(), 0, 1, now(), now())
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = offering });
        await insert.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return new Answer { Outcome = Outcome.Confirmed, Seats = 1 };
    }
}
