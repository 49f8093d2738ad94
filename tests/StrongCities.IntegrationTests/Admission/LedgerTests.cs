using System.Diagnostics;
using Npgsql;
using StrongCities.Admission;

namespace StrongCities.IntegrationTests.Admission;

[Collection("servers")]
public sealed class LedgerTests(Servers servers) : IAsyncLifetime
{
    private LedgerRig _rig = null!;

    public async Task InitializeAsync() => _rig = await LedgerRig.CreateAsync(servers);

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task The_same_key_gets_the_same_answer_from_every_replica()
    {
        Ledger[] replicas = [_rig.Replica(), _rig.Replica()];
        var offering = await _rig.OfferAsync(capacity: 3);
        var request = LedgerRig.Book(offering, 2, 2);
        // A double tap makes a new entry id each time.
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => replicas[i % 2].SubmitAsync(request with { EntryId = Guid.CreateVersion7() }, default)));
        Assert.Equal(Outcome.Confirmed, answers[0].Outcome);
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await _rig.NumberAsync("select count(*) from admission_entries"));

        await replicas[1].SubmitAsync(LedgerRig.Cancel(offering, answers[0]), default);
        Assert.Equal(answers[0], await replicas[0].SubmitAsync(request, default));

        var refused = await replicas[0].SubmitAsync(LedgerRig.Book(offering, 200, 200) with { Caller = request.Caller, Key = "another" }, default);
        Assert.Equal(AdmissionRefusals.EntryExceedsLimit with { Number = 3 }, refused.Refusal);
        Assert.Equal(refused, await replicas[1].SubmitAsync(LedgerRig.Book(offering, 200, 200) with { Caller = request.Caller, Key = "another", OrganizationId = Organization("another") }, default));
        Assert.Equal(AdmissionRefusals.KeyReused, (await replicas[0].SubmitAsync(new ChangeCapacity(offering, request.Caller, request.Key, 9), default)).Refusal);
        Assert.Empty(await _rig.FaultsAsync());

        Guid Organization(string key) => Guid.Parse(Text($"select subject from admission_answers where key = '{key}'"));
    }

    [Fact]
    public async Task A_key_used_for_another_offering_is_refused()
    {
        var ledger = _rig.Replica();
        var request = LedgerRig.Book(await _rig.OfferAsync(capacity: 3));
        await ledger.SubmitAsync(request, default);
        var elsewhere = await ledger.SubmitAsync(request with { OfferingId = await _rig.OfferAsync(capacity: 3) }, default);
        Assert.Equal(AdmissionRefusals.KeyReused, elsewhere.Refusal);
        Assert.Equal(AdmissionRefusals.OfferingNotFound, (await ledger.SubmitAsync(LedgerRig.Book(Guid.NewGuid()), default)).Refusal);
    }

    [Fact]
    public async Task Who_may_not_book_is_told_so_alone_among_many_and_asks_anew_with_the_same_key()
    {
        var offering = await _rig.OfferAsync(capacity: 100);
        Book[] bookings = [.. Enumerable.Range(0, 30).Select(_ => LedgerRig.Book(offering) with { Zone = "" })];
        HashSet<Guid> unknown = [.. bookings.Where((_, number) => number % 3 == 0).Select(booking => booking.Caller)];
        // The rows come in another order than the bookings, and what they admit is given the zone without which nothing is booked.
        var ledger = LedgerRig.ReplicaOn(_rig.Database, options: new AdmissionOptions { TransactionsMax = 1 }, eligibility: new Eligibility(
            asked => new NpgsqlBatchCommand("select number, caller, caller <> all ($2) from unnest($1) with ordinality as asked (caller, number) order by number desc")
            {
                Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. asked.Select(booking => booking.Caller)] }, new NpgsqlParameter<Guid[]> { TypedValue = [.. unknown] } },
            },
            (booking, row) => row.GetGuid(1) == booking.Caller && row.GetBoolean(2) ? booking with { Zone = "Europe/Oslo" } : throw new UnauthorizedAccessException($"{booking.Caller}")));

        var asked = bookings.Select(booking => (booking, Answer: ledger.SubmitAsync(booking, default))).ToList();
        foreach (var (booking, answer) in asked)
        {
            if (unknown.Contains(booking.Caller))
            {
                Assert.Equal($"{booking.Caller}", (await Assert.ThrowsAsync<UnauthorizedAccessException>(() => answer)).Message);
            }
            else
            {
                Assert.Equal((Outcome.Confirmed, booking.EntryId), ((await answer).Outcome, (await answer).EntryId));
            }
        }

        Assert.Equal(20, await _rig.NumberAsync("select count(*) from admission_entries where zone = 'Europe/Oslo'"));
        Assert.Equal(20, await _rig.NumberAsync("select count(*) from admission_answers"));
        Assert.InRange(await _rig.NumberAsync("select count(distinct xmin::text) from admission_entries"), 1, 10);

        unknown.Clear();
        Assert.Equal(Outcome.Confirmed, (await ledger.SubmitAsync(bookings[0], default)).Outcome);
        Assert.Empty(await _rig.FaultsAsync());
    }

    [Fact]
    public async Task The_id_of_another_entry_is_refused()
    {
        var ledger = _rig.Replica();
        var offering = await _rig.OfferAsync(capacity: 3);
        var entry = await ledger.SubmitAsync(LedgerRig.Book(offering), default);
        var forged = await ledger.SubmitAsync(LedgerRig.Book(offering) with { EntryId = entry.EntryId!.Value }, default);
        Assert.Equal(AdmissionRefusals.EntryInvalid, forged.Refusal);
        Assert.Empty(await _rig.FaultsAsync());
    }

    [Fact]
    public async Task A_hold_ends_exactly_once_and_its_seats_go_to_the_list_whichever_replica_is_first()
    {
        const int entries = 30;
        Ledger[] replicas = [_rig.Replica(), _rig.Replica()];
        var offering = await _rig.OfferAsync(capacity: entries);
        var booked = await Task.WhenAll(Enumerable.Range(0, entries).Select(_ => replicas[0].SubmitAsync(LedgerRig.Book(offering), default)));
        var waiting = await replicas[0].SubmitAsync(LedgerRig.Book(offering, 2, 2), default);
        await Task.WhenAll(booked.Select(entry => replicas[0].SubmitAsync(LedgerRig.Cancel(offering, entry), default)));
        Assert.Equal(0, await _rig.Loop(replicas[0]).RunDueAsync(default));

        await _rig.LetHoldsPassAsync();
        // Both replicas claim, and both also get every move as if the other's claim had run out.
        var moves = booked.SelectMany(entry => replicas.Select(replica => replica.DecideAsync(new EndHold(offering, entry.EntryId!.Value), default)));
        await Task.WhenAll([_rig.Loop(replicas[0]).RunDueAsync(default), _rig.Loop(replicas[1]).RunDueAsync(default), .. moves]);

        Assert.Equal(entries, await _rig.FactsToldAsync(MoveKind.HoldEnded));
        Assert.Equal(1, await _rig.FactsToldAsync(MoveKind.Offered));
        Assert.Equal(0, await _rig.NumberAsync("select count(*) from admission_moves where kind = 1"));
        Assert.Empty(await _rig.FaultsAsync());
        await using var db = _rig.Context();
        Assert.Equal(EntryState.Offered, db.Entries().Single(e => e.Id == waiting.EntryId).State);
    }

    [Fact]
    public async Task The_loop_of_a_replica_ends_holds_by_itself()
    {
        var ledger = _rig.Replica();
        var offering = await _rig.OfferAsync(capacity: 1);
        var entry = await ledger.SubmitAsync(LedgerRig.Book(offering), default);
        await ledger.SubmitAsync(LedgerRig.Cancel(offering, entry), default);
        using var loop = _rig.Loop(ledger);
        await loop.StartAsync(default);
        await _rig.LetHoldsPassAsync();
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(5) && await _rig.FactsToldAsync(MoveKind.HoldEnded) == 0;)
        {
            await Task.Delay(50);
        }

        await loop.StopAsync(default);
        Assert.Equal(1, await _rig.FactsToldAsync(MoveKind.HoldEnded));
    }

    [Fact]
    public async Task An_offer_is_accepted_or_lapses_and_never_both()
    {
        const int offers = 40;
        Ledger[] replicas = [_rig.Replica(), _rig.Replica()];
        var offering = await _rig.OfferAsync(capacity: offers);
        var all = await replicas[0].SubmitAsync(LedgerRig.Book(offering, offers, offers), default);
        await Task.WhenAll(Enumerable.Range(0, offers).Select(_ => replicas[0].SubmitAsync(LedgerRig.Book(offering), default)));
        await replicas[0].SubmitAsync(LedgerRig.Cancel(offering, all), default);
        await _rig.LetHoldsPassAsync();
        await _rig.Loop(replicas[0]).RunDueAsync(default);
        Assert.Equal(offers, await _rig.FactsToldAsync(MoveKind.Offered));

        await using var db = _rig.Context();
        var open = db.SeatOffers().ToList();
        // Deadlines spread over the next moments, so that answers and expiries meet.
        await _rig.ExecuteAsync("update admission_offers set deadline = now() + random() * interval '400 milliseconds'");
        var answers = await Task.WhenAll(open.Select(async (offer, i) =>
        {
            await Task.Delay(i * 10);
            var accept = replicas[i % 2].SubmitAsync(new AcceptOffer(offering, Guid.NewGuid(), "accept", offer.Id), default);
            var expire = replicas[(i + 1) % 2].DecideAsync(new ExpireOffer(offering, offer.EntryId), default);
            await Task.WhenAll(accept, expire);
            return (Offer: offer.Id, Answer: await accept);
        }));
        await Task.Delay(500);
        await Task.WhenAll(open.Select(offer => replicas[0].DecideAsync(new ExpireOffer(offering, offer.EntryId), default)));

        foreach (var (id, answer) in answers)
        {
            var state = db.SeatOffers().Single(o => o.Id == id).State;
            Assert.Equal(answer.Outcome == Outcome.Confirmed ? SeatOfferState.Accepted : SeatOfferState.Lapsed, state);
        }

        Assert.Contains(answers, a => a.Answer.Outcome == Outcome.Confirmed);
        Assert.Contains(answers, a => a.Answer.Refusal == AdmissionRefusals.OfferLapsed);
        Assert.Equal(offers, await _rig.FactsToldAsync(MoveKind.OfferAccepted) + await _rig.FactsToldAsync(MoveKind.OfferLapsed));
        Assert.Empty(await _rig.FaultsAsync());
    }

    [Fact]
    public async Task A_poison_request_fails_alone()
    {
        var poison = Guid.NewGuid();
        var ledger = _rig.Replica(move => move.After?.OrganizationId == poison ? throw new InvalidOperationException("poison") : LedgerRig.Facts(move));
        var offering = await _rig.OfferAsync(capacity: 100);
        var bad = LedgerRig.Book(offering) with { OrganizationId = poison };
        var good = Enumerable.Range(0, 40).Select(_ => LedgerRig.Book(offering)).ToList();
        var requests = good.Take(20).Append(bad).Concat(good.Skip(20)).Select(r => ledger.SubmitAsync(r, default)).ToList();
        await Assert.ThrowsAsync<InvalidOperationException>(() => requests[20]);
        var answers = await Task.WhenAll(requests.Where((_, i) => i != 20));
        Assert.All(answers, a => Assert.Equal(Outcome.Confirmed, a.Outcome));
        Assert.Equal(0, await _rig.NumberAsync($"select count(*) from admission_entries where organization_id = '{poison}'"));
        Assert.Empty(await _rig.FaultsAsync());
    }

    [Fact]
    public async Task A_full_queue_says_busy_at_once_and_a_locked_offering_says_not_confirmed_in_time()
    {
        var ledger = _rig.Replica(options: new AdmissionOptions { QueueRequestsMax = 2, RequestTime = TimeSpan.FromSeconds(1.5) });
        var offering = await _rig.OfferAsync(capacity: 9);
        await using var other = await _rig.Database.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"select 1 from admission_offerings where id = '{offering}' for update", other))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var time = Stopwatch.StartNew();
        var taken = LedgerRig.Book(offering);
        var first = ledger.SubmitAsync(taken, default);
        await Task.Delay(100);
        var queued = Enumerable.Range(0, 2).Select(_ => ledger.SubmitAsync(LedgerRig.Book(offering), default)).ToList();
        Assert.Equal(AdmissionRefusals.Busy, (await ledger.SubmitAsync(LedgerRig.Book(offering), default)).Refusal);
        Assert.InRange(time.ElapsedMilliseconds, 0, 1000);
        Assert.Equal(AdmissionRefusals.Unconfirmed, (await first).Refusal);
        Assert.All(await Task.WhenAll(queued), a => Assert.Equal(AdmissionRefusals.Busy, a.Refusal));
        Assert.InRange(time.ElapsedMilliseconds, 1400, 2900);

        await transaction.RollbackAsync();
        Answer again;
        do
        {
            again = await ledger.SubmitAsync(taken, default);
        }
        while (again.Refusal is { Kind: RefusalKind.Busy or RefusalKind.Unconfirmed } && time.ElapsedMilliseconds < 10_000);
        Assert.Equal(Outcome.Confirmed, again.Outcome);
        Assert.Equal(1, await _rig.NumberAsync("select count(*) from admission_entries"));
    }

    [Fact]
    public async Task A_replica_that_hangs_over_the_lock_is_cut_off_and_the_others_go_on()
    {
        using var awake = new ManualResetEventSlim();
        var hangs = _rig.Replica(move =>
        {
            awake.Wait(TimeSpan.FromSeconds(10));
            return LedgerRig.Facts(move);
        });
        var healthy = _rig.Replica();
        var offering = await _rig.OfferAsync(capacity: 9);
        var request = LedgerRig.Book(offering);
        var hanging = hangs.SubmitAsync(request, default);
        await Task.Delay(200);
        var time = Stopwatch.StartNew();
        Assert.Equal(Outcome.Confirmed, (await healthy.SubmitAsync(LedgerRig.Book(offering), default)).Outcome);
        Assert.InRange(time.ElapsedMilliseconds, 1000, 3000);

        awake.Set();
        await hanging;
        Assert.Equal(Outcome.Confirmed, (await hangs.SubmitAsync(request, default)).Outcome);
        Assert.Equal(2, await _rig.NumberAsync("select count(*) from admission_entries"));
        Assert.Empty(await _rig.FaultsAsync());
    }

    [Theory]
    [InlineData("update admission_offerings set taken = capacity + 1", "ck_admission_offerings_seats")]
    [InlineData("update admission_offerings set taken = -1", "ck_admission_offerings_seats")]
    [InlineData("update admission_offerings set capacity = 1", "ck_admission_offerings_seats")]
    [InlineData("update admission_offerings set waiting = -1", "ck_admission_offerings_waiting")]
    [InlineData("update admission_groups set taken = 3", "ck_admission_groups_taken")]
    [InlineData("update admission_entries set seats = 3", "ck_admission_entries_seats")]
    [InlineData("update admission_entries set state = 4", "ck_admission_entries")]
    [InlineData("update admission_entries set organization_id = (select organization_id from admission_entries where state = 3 order by id limit 1)", "ux_admission_entries_active")]
    [InlineData("insert into admission_people select * from admission_people", "pk_admission_people")]
    [InlineData("insert into admission_answers select * from admission_answers limit 1", "pk_admission_answers")]
    public async Task The_database_itself_refuses(string sql, string constraint)
    {
        var ledger = _rig.Replica();
        var offering = await _rig.OfferAsync(4, 60, new OfferingGroup { OfferingId = default, Name = "role:elected", Ceiling = 2 });
        await ledger.SubmitAsync(LedgerRig.Book(offering, 2, 2) with { Groups = ["role:elected"], People = [Guid.NewGuid()] }, default);
        await ledger.SubmitAsync(LedgerRig.Book(offering, 2, 2), default);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => _rig.ExecuteAsync(sql));
        Assert.StartsWith(constraint, refused.ConstraintName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_see_exact_counts_and_a_waiting_entry_its_own_place()
    {
        var ledger = _rig.Replica();
        var offering = await _rig.OfferAsync(capacity: 5);
        var first = await ledger.SubmitAsync(LedgerRig.Book(offering, 2, 2), default);
        await ledger.SubmitAsync(LedgerRig.Book(offering, 3, 3), default);
        var ahead = await ledger.SubmitAsync(LedgerRig.Book(offering, 3, 3), default);
        var behind = await ledger.SubmitAsync(LedgerRig.Book(offering, 1, 2), default);
        await ledger.SubmitAsync(LedgerRig.Cancel(offering, first), default);
        await using var db = _rig.Context();
        Assert.Equal(new OfferingCounts(5, 3, 0, 2, 0, 0, 2, 1), await db.CountsAsync(offering, default));
        Assert.Equal(2, await db.PositionAsync(behind.EntryId!.Value, default));
        Assert.Null(await db.PositionAsync(first.EntryId!.Value, default));

        await ledger.SubmitAsync(LedgerRig.Cancel(offering, ahead), default);
        Assert.Equal(1, await db.PositionAsync(behind.EntryId!.Value, default));
        await _rig.LetHoldsPassAsync();
        await _rig.Loop(ledger).RunDueAsync(default);
        Assert.Equal(new OfferingCounts(5, 3, 2, 0, 0, 0, 0, 1), await db.CountsAsync(offering, default));
        Assert.Equal(Availability.FullListOpen, db.Offerings().Single(o => o.Id == offering).AvailabilityAt(DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task Reserved_seats_open_to_everybody_at_their_instant()
    {
        var ledger = _rig.Replica();
        var group = new OfferingGroup { OfferingId = default, Name = "role:cso", Floor = 2, ReleasesAt = DateTimeOffset.UtcNow.AddMinutes(5) };
        var offering = await _rig.OfferAsync(3, 60, group);
        var pair = await ledger.SubmitAsync(LedgerRig.Book(offering, 2, 2), default);
        Assert.Equal(Outcome.Waiting, pair.Outcome);
        Assert.Equal(Outcome.Confirmed, (await ledger.SubmitAsync(LedgerRig.Book(offering) with { Groups = ["role:cso"] }, default)).Outcome);

        await _rig.ExecuteAsync("update admission_groups set releases_at = now() - interval '1 second'; update admission_moves set due_at = now() - interval '1 second' where kind = 3");
        Assert.Equal(1, await _rig.Loop(ledger).RunDueAsync(default));
        await using var db = _rig.Context();
        Assert.Equal((EntryState.Offered, 2), db.Entries().Where(e => e.Id == pair.EntryId).AsEnumerable().Select(e => (e.State, e.Seats)).Single());
        Assert.Equal(0, await _rig.NumberAsync("select count(*) from admission_moves where kind = 3"));
        Assert.Empty(await _rig.FaultsAsync());
    }

    [Fact]
    public async Task Freed_seats_pass_over_a_long_list_of_entries_that_they_do_not_fit()
    {
        var ledger = _rig.Replica();
        var offering = await _rig.OfferAsync(capacity: 4, 60, new OfferingGroup { OfferingId = default, Name = "role:elected", Ceiling = 1 });
        await ledger.SubmitAsync(LedgerRig.Book(offering) with { Groups = ["role:elected"] }, default);
        var three = await ledger.SubmitAsync(LedgerRig.Book(offering, 3, 3), default);
        // More than one page of the list is read: their group is full.
        await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => ledger.SubmitAsync(LedgerRig.Book(offering) with { Groups = ["role:elected"] }, default)));
        var last = await ledger.SubmitAsync(LedgerRig.Book(offering, 1, 2), default);
        await ledger.SubmitAsync(LedgerRig.Cancel(offering, three), default);
        await _rig.LetHoldsPassAsync();
        await _rig.Loop(ledger).RunDueAsync(default);
        await using var db = _rig.Context();
        Assert.Equal((EntryState.Offered, 2), db.Entries().Where(e => e.Id == last.EntryId).AsEnumerable().Select(e => (e.State, e.Seats)).Single());
        Assert.Empty(await _rig.FaultsAsync());
    }

    [Fact]
    public async Task A_request_reads_the_entries_that_it_names_and_not_all_of_its_offering()
    {
        const int crowd = 2000;
        const int singles = 20;
        const string rowsRead = "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where relname = 'admission_entries'";
        var offering = await _rig.OfferAsync(capacity: 2 * crowd);
        var before = await _rig.NumberAsync(rowsRead);
        await using (var source = LedgerRig.Connections(_rig.Address))
        {
            var ledger = LedgerRig.ReplicaOn(source);
            // A prepared statement is planned for good at its sixth run: here, while there is next to nothing to read.
            await OneByOneAsync(ledger);
            await Task.WhenAll(Enumerable.Range(0, crowd).Select(_ => ledger.SubmitAsync(LedgerRig.Book(offering), default)));
            await OneByOneAsync(ledger);
        }

        // A server process tells what it read when its connection ends.
        var read = 0L;
        for (var tries = 0; tries < 50 && read == 0; tries++)
        {
            await Task.Delay(100);
            read = await _rig.NumberAsync(rowsRead) - before;
        }

        Assert.InRange(read, singles, crowd);
        Assert.Empty(await _rig.FaultsAsync());

        async Task OneByOneAsync(Ledger ledger)
        {
            for (var i = 0; i < singles; i++)
            {
                var entry = await ledger.SubmitAsync(LedgerRig.Book(offering), default);
                await ledger.SubmitAsync(LedgerRig.Cancel(offering, entry), default);
            }
        }
    }

    [Fact]
    public async Task Each_fact_belongs_to_the_trace_of_the_request_that_caused_it()
    {
        using var source = new ActivitySource("test");
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == "test", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        var ledger = _rig.Replica();
        var offering = await _rig.OfferAsync(capacity: 100);
        var traces = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            using var activity = source.StartActivity("book", ActivityKind.Server, default(ActivityContext))!;
            var answer = await ledger.SubmitAsync(LedgerRig.Book(offering), default);
            return (answer.EntryId, Trace: activity.TraceId.ToString());
        })));
        foreach (var (entry, trace) in traces)
        {
            Assert.Contains(trace, Text($"select trace_parent from outbox where key = '{entry}'"), StringComparison.Ordinal);
        }
    }

    private string Text(string sql)
    {
        using var command = _rig.Database.CreateCommand(sql);
        return command.ExecuteScalar()!.ToString()!;
    }
}
