using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using StrongCities.Admission.Labels;
using StrongCities.Outbox;

namespace StrongCities.Admission;

/// <summary>One batch of requests for one offering: lock, read, decide, write, commit; two round trips unless freed seats look for a waiting entry.</summary>
internal sealed class LedgerTransaction(NpgsqlDataSource database, FactsOfMove facts, Eligibility? eligibility, Guid offeringId, IReadOnlyList<PendingRequest> batch, int commandSeconds)
{
    private const int WaitingPageRows = 64;

    // A replica that hangs while it holds the row is cut off by the server after two seconds; others give up waiting after one and try again.
    // Everything is looked up by index: a prepared statement is planned once, perhaps while a table is so small that reading all of it seems cheapest.
    private const string Limits = "select set_config('lock_timeout', '1000', true), set_config('idle_in_transaction_session_timeout', '2000', true), set_config('enable_seqscan', 'off', true)";

    private static readonly string KeepLabels = string.Format(CultureInfo.InvariantCulture, AcknowledgeLabel.Keep, "$1", "$2", "$3", "$4", "$5");

    private const string EntryColumns =
        "e.id, e.offering_id, e.organization_id, e.track, e.reference, e.sequence, e.state, e.min_seats, e.max_seats, e.seats, e.groups, e.people, e.zone, e.registered_by, "
        + "e.held_from, e.held_until, e.end_reason, e.version, e.created_at, e.changed_at";

    private const string OfferColumns = "o.id, o.offering_id, o.entry_id, o.seats, o.state, o.created_at, o.deadline, o.answered_at";

    private const string ChangedEntry =
        "on conflict (id) do update set state = excluded.state, min_seats = excluded.min_seats, seats = excluded.seats, people = excluded.people, held_from = excluded.held_from, "
        + "held_until = excluded.held_until, end_reason = excluded.end_reason, version = excluded.version, changed_at = excluded.changed_at";

    private readonly Dictionary<(Guid Caller, string Key), KeptAnswer> _kept = [];
    private readonly List<KeptAnswer> _newlyKept = [];
    private readonly List<OutboxRow> _facts = [];
    private readonly Dictionary<Guid, LabelReading> _read = [];
    private readonly Dictionary<LedgerRequest, (Book Admitted, Exception? Ineligible)> _eligible = new(ReferenceEqualityComparer.Instance);
    private LabelVersion? _label;

    /// <summary>Whether there is something for the relay.</summary>
    public bool FactsWritten => _facts.Count > 0;

    public async Task<Answer[]> RunAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var desk = await ReadAsync(connection);
        var answers = new Answer[batch.Count];
        if (desk is null)
        {
            Array.Fill(answers, Answer.Refuse(AdmissionRefusals.OfferingNotFound));
            return answers;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            answers[i] = await DecideAsync(connection, desk, batch[i]);
        }

        await WriteAsync(connection, desk);
        return answers;
    }

    private async Task<Answer> DecideAsync(NpgsqlConnection connection, Desk desk, PendingRequest pending)
    {
        var request = pending.Request;
        var key = (request.Caller, request.Key);
        if (request.Key.Length > 0 && _kept.TryGetValue(key, out var kept))
        {
            return kept.Kind == request.GetType().Name && kept.OfferingId == offeringId && kept.Subject == request.Subject
                ? Remembered(kept)
                : Answer.Refuse(AdmissionRefusals.KeyReused);
        }

        if (request is Book asked)
        {
            var (admitted, ineligible) = eligibility is null ? (asked, null) : _eligible[asked];
            // Neither is kept: nothing was decided, and whoever may book by then asks again with the same key.
            if (ineligible is not null)
            {
                return new Answer { Outcome = Outcome.Refused, Ineligible = ineligible };
            }

            if (asked.Label is { } reading && AcknowledgeLabel.CannotAcknowledge(_label, reading) is { } unread)
            {
                return Answer.Refuse(unread);
            }

            request = admitted;
        }

        var answer = desk.Decide(request);
        while (desk.WaitingWanted is { } wanted)
        {
            var page = await ReadWaitingAsync(connection, wanted.After, wanted.Room);
            desk.Promote(page, last: page.Count < WaitingPageRows);
        }

        var current = Activity.Current;
        // Each fact belongs to the trace of the request that caused it, not to that of the batch.
        Activity.Current = pending.Activity ?? current;
        try
        {
            foreach (var move in desk.TakeMoves())
            {
                _facts.AddRange(facts(move));
            }
        }
        finally
        {
            Activity.Current = current;
        }

        if (request is Book { Label: { } read } && answer.Outcome != Outcome.Refused)
        {
            _read[request.Caller] = read;
        }

        if (request.Key.Length > 0)
        {
            _newlyKept.Add(_kept[key] = Keep(request, answer, desk.Now));
        }

        return answer;
    }

    private async Task<Desk?> ReadAsync(NpgsqlConnection connection)
    {
        var requests = batch.Select(p => p.Request).ToList();
        List<Book> bookings = [.. requests.OfType<Book>()];
        Guid[] organizations = [.. bookings.Select(b => b.OrganizationId).Distinct()];
        Guid[] entries = [.. requests.Select(EntryOf).OfType<Guid>().Distinct()];
        Guid[] offers = [.. requests.Select(OfferOf).OfType<Guid>().Distinct()];
        Guid[] people = [.. requests.SelectMany(PeopleOf).Distinct()];
        var keyed = requests.Where(r => r.Key.Length > 0).ToList();

        Offering? offering = null;
        Desk? desk = null;
        DateTimeOffset now = default;
        List<OfferingGroup> groups = [];
        await using var read = new NpgsqlBatch(connection) { Timeout = commandSeconds };
        List<Action<NpgsqlDataReader>> rows = [];

        void Read(string sql, Action<NpgsqlDataReader> row, params NpgsqlParameter[] parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange(parameters);
            read.BatchCommands.Add(command);
            rows.Add(row);
        }

        Read(Limits, _ => { });
        Read(
            """
            select capacity, starts_at, opens_at, closes_at, seats_per_entry_max, taken, kept_free, waiting, last_sequence, called_off, version, now()
            from admission_offerings where id = $1 for update
            """,
            row =>
            {
                offering = ReadOffering(row);
                now = row.GetFieldValue<DateTimeOffset>(11);
            },
            Column(offeringId));
        Read("select name, ceiling, floor, releases_at, taken from admission_groups where offering_id = $1 order by name", row => groups.Add(ReadGroup(row)), Column(offeringId));
        // Each statement has a snapshot of its own: what follows the lock sees all that was committed before the lock was had.
        if (keyed.Count > 0)
        {
            Read(
                """
                select a.* from unnest($1, $2) as asked (caller, key)
                cross join lateral (
                    select caller, key, offering_id, kind, subject, outcome, entry_id, reference, seats, position, until, reason, number, answered_at
                    from admission_answers where caller = asked.caller and key = asked.key limit 1) a
                """,
                row =>
                {
                    var kept = ReadKept(row);
                    _kept[(kept.Caller, kept.Key)] = kept;
                },
                Column(keyed.Select(r => r.Caller).ToArray()),
                Column(keyed.Select(r => r.Key).ToArray()));
        }

        if (organizations.Length > 0)
        {
            Read(EachAsked(EntryColumns, "admission_entries e", "e.organization_id = asked.id and e.state in (1, 2, 3, 4) and e.offering_id = $1"), KnowEntry, Column(offeringId), Column(organizations));
        }

        if (bookings.Exists(b => b.Label is not null))
        {
            Read(
                "select version, content, since from admission_labels where offering_id = $1 order by version desc limit 1",
                row => _label = new LabelVersion { OfferingId = offeringId, Version = row.GetInt32(0), Content = Label.FromJson(row.GetString(1)), Since = row.GetFieldValue<DateTimeOffset>(2) },
                Column(offeringId));
        }

        if (eligibility is not null && bookings.Count > 0)
        {
            read.BatchCommands.Add(eligibility.Ask(bookings));
            rows.Add(row => Admit(bookings[(int)row.GetInt64(0) - 1], row));
        }

        if (entries.Length > 0)
        {
            Read(EachAsked(EntryColumns, "admission_entries e", "e.id = asked.id and e.offering_id = $1"), KnowEntry, Column(offeringId), Column(entries));
            Read(EachAsked(OfferColumns, "admission_offers o", "o.entry_id = asked.id and o.offering_id = $1"), KnowOffer, Column(offeringId), Column(entries));
        }

        if (offers.Length > 0)
        {
            Read(EachAsked(EntryColumns, "admission_offers o join admission_entries e on e.id = o.entry_id", "o.id = asked.id and o.offering_id = $1"), KnowEntry, Column(offeringId), Column(offers));
            Read(EachAsked(OfferColumns, "admission_offers o", "o.id = asked.id and o.offering_id = $1"), KnowOffer, Column(offeringId), Column(offers));
        }

        if (requests.Exists(r => r is CallOff))
        {
            const string active = "from admission_entries e left join admission_offers o on o.entry_id = e.id where e.offering_id = $1 and e.state in (1, 2, 3, 4)";
            Read($"select {EntryColumns} {active}", KnowEntry, Column(offeringId));
            Read($"select {OfferColumns} {active} and o.id is not null", KnowOffer, Column(offeringId));
        }

        if (people.Length > 0)
        {
            Read(EachAsked("p.person_id, p.entry_id", "admission_people p", "p.offering_id = $1 and p.person_id = asked.id"), row => desk!.KnowPerson(row.GetGuid(0), row.GetGuid(1)), Column(offeringId), Column(people));
        }

        await using var reader = await read.ExecuteReaderAsync();
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                await reader.NextResultAsync();
            }

            // The offering and its groups come first; everything after them is laid on the desk.
            if (i == 3 && offering is not null)
            {
                desk = new Desk(offering with { Groups = groups }, now, Guid.CreateVersion7, BookingReference.New);
            }

            while (await reader.ReadAsync())
            {
                rows[i](reader);
            }
        }

        return desk ?? (offering is null ? null : new Desk(offering with { Groups = groups }, now, Guid.CreateVersion7, BookingReference.New));

        void Admit(Book booking, NpgsqlDataReader row)
        {
            try
            {
                _eligible[booking] = (eligibility.Admit(booking, row), null);
            }
            catch (Exception ineligible) when (ineligible is not NpgsqlException)
            {
                _eligible[booking] = (booking, ineligible);
            }
        }

        void KnowEntry(NpgsqlDataReader row) => desk!.Know(ReadEntry(row));
        void KnowOffer(NpgsqlDataReader row) => desk!.Know(ReadOffer(row));
        Offering ReadOffering(NpgsqlDataReader row) => new()
        {
            Id = offeringId,
            Capacity = row.GetInt32(0),
            StartsAt = row.GetFieldValue<DateTimeOffset>(1),
            OpensAt = InstantOrNone(row, 2),
            ClosesAt = InstantOrNone(row, 3),
            SeatsPerEntryMax = row.GetInt32(4),
            Taken = row.GetInt32(5),
            KeptFree = row.GetInt32(6),
            Waiting = row.GetInt32(7),
            LastSequence = row.GetInt64(8),
            CalledOff = row.GetBoolean(9),
            Version = row.GetInt64(10),
        };
        OfferingGroup ReadGroup(NpgsqlDataReader row) => new()
        {
            OfferingId = offeringId,
            Name = row.GetString(0),
            Ceiling = row.IsDBNull(1) ? null : row.GetInt32(1),
            Floor = row.GetInt32(2),
            ReleasesAt = InstantOrNone(row, 3),
            Taken = row.GetInt32(4),
        };
    }

    /// <summary>
    /// Looks up each id of <c>$2</c> on its own, by index. The same as <c>= any($2)</c>, which a prepared statement, planned while the tables were small,
    /// goes on answering by reading all entries of the offering.
    /// </summary>
    private static string EachAsked(string columns, string tables, string which) =>
        $"select found.* from unnest($2) as asked (id) cross join lateral (select {columns} from {tables} where {which} offset 0) as found";

    private async Task<List<Entry>> ReadWaitingAsync(NpgsqlConnection connection, long after, int room)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {EntryColumns} from admission_entries e
            where e.offering_id = $1 and e.state = 1 and e.sequence > $2 and e.min_seats <= $3 order by e.sequence limit {WaitingPageRows}
            """,
            connection)
        {
            CommandTimeout = commandSeconds,
        };
        command.Parameters.AddRange(new NpgsqlParameter[] { Column(offeringId), Column(after), Column(room) });
        List<Entry> page = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            page.Add(ReadEntry(reader));
        }

        return page;
    }

    private async Task WriteAsync(NpgsqlConnection connection, Desk desk)
    {
        await using var write = new NpgsqlBatch(connection) { Timeout = commandSeconds };
        var offering = desk.Offering;
        if (desk.OfferingChanged)
        {
            Write(
                """
                update admission_offerings set capacity = $2, starts_at = $3, opens_at = $4, closes_at = $5, taken = $6, kept_free = $7, waiting = $8, last_sequence = $9,
                    called_off = $10, version = $11 where id = $1
                """,
                Column(offeringId),
                Column(offering.Capacity),
                Column(offering.StartsAt.ToUniversalTime()),
                Column(offering.OpensAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                Column(offering.ClosesAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                Column(offering.Taken),
                Column(offering.KeptFree),
                Column(offering.Waiting),
                Column(offering.LastSequence),
                Column(offering.CalledOff),
                Column(offering.Version));
            if (offering.Groups.Count > 0)
            {
                Write(
                    "update admission_groups g set taken = n.taken, floor = n.floor from unnest($2, $3, $4) as n (name, taken, floor) where g.offering_id = $1 and g.name = n.name",
                    Column(offeringId),
                    Column(offering.Groups.Select(g => g.Name).ToArray()),
                    Column(offering.Groups.Select(g => g.Taken).ToArray()),
                    Column(offering.Groups.Select(g => g.Floor).ToArray()));
            }
        }

        // An entry made and moved in one batch is written once, as it stands at the end. A changed one is there: the insertion finds it by its key, whatever the planner thinks of the table.
        WriteEntries([.. desk.NewEntries.Select(desk.Entry)], "", Write);
        WriteEntries([.. desk.ChangedEntries.Except(desk.NewEntries).Select(desk.Entry)], ChangedEntry, Write);
        WriteOffers(desk, Write);
        WritePeople(desk, Write);
        WriteMoves(desk, Write);
        WriteLabels(Write);
        if (_newlyKept.Count > 0)
        {
            WriteAnswers(Write);
        }

        if (_facts.Count > 0)
        {
            write.BatchCommands.Add(OutboxSql.Insert(_facts));
        }

        // In the same round trip as the writes; an error in one of them skips it.
        Write("commit");
        await write.ExecuteNonQueryAsync();

        void Write(string sql, params NpgsqlParameter[] parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange(parameters);
            write.BatchCommands.Add(command);
        }
    }

    private void WriteEntries(IReadOnlyList<Entry> entries, string onConflict, Action<string, NpgsqlParameter[]> write)
    {
        if (entries.Count > 0)
        {
            write(
                $"""
                insert into admission_entries (id, offering_id, organization_id, track, reference, sequence, state, min_seats, max_seats, seats, groups, people, zone, registered_by,
                    held_from, held_until, end_reason, version, created_at, changed_at)
                select n.id, $1, n.organization_id, n.track, n.reference, n.sequence, n.state, n.min_seats, n.max_seats, n.seats, string_to_array(n.groups, ','),
                    string_to_array(n.people, ',')::uuid[], n.zone, n.registered_by, n.held_from, n.held_until, n.end_reason, n.version, n.created_at, n.changed_at
                from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) as n (id, organization_id, track, reference, sequence, state,
                    min_seats, max_seats, seats, groups, people, zone, registered_by, held_from, held_until, end_reason, version, created_at, changed_at)
                {onConflict}
                """,
                [
                    Column(offeringId),
                    Column(entries.Select(e => e.Id).ToArray()),
                    Column(entries.Select(e => e.OrganizationId).ToArray()),
                    Column(entries.Select(e => e.Track).ToArray()),
                    Column(entries.Select(e => e.Reference).ToArray()),
                    Column(entries.Select(e => e.Sequence).ToArray()),
                    Column(entries.Select(e => (short)e.State).ToArray()),
                    Column(entries.Select(e => e.MinSeats).ToArray()),
                    Column(entries.Select(e => e.MaxSeats).ToArray()),
                    Column(entries.Select(e => e.Seats).ToArray()),
                    Column(entries.Select(e => string.Join(',', e.Groups)).ToArray()),
                    Column(entries.Select(e => string.Join(',', e.People)).ToArray()),
                    Column(entries.Select(e => e.Zone).ToArray()),
                    Column(entries.Select(e => e.RegisteredBy).ToArray()),
                    Column(entries.Select(e => (short?)e.HeldFrom).ToArray()),
                    Column(entries.Select(e => e.HeldUntil).ToArray()),
                    Column(entries.Select(e => (short)e.EndReason).ToArray()),
                    Column(entries.Select(e => e.Version).ToArray()),
                    Column(entries.Select(e => e.CreatedAt).ToArray()),
                    Column(entries.Select(e => e.ChangedAt).ToArray()),
                ]);
        }
    }

    private static void WriteOffers(Desk desk, Action<string, NpgsqlParameter[]> write)
    {
        List<SeatOffer> offers = [.. desk.NewOffers.Union(desk.ChangedOffers).Select(desk.Offer)];
        if (offers.Count > 0)
        {
            write(
                """
                insert into admission_offers (id, offering_id, entry_id, seats, state, created_at, deadline, answered_at)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (id) do update set state = excluded.state, deadline = excluded.deadline, answered_at = excluded.answered_at
                """,
                [
                    Column(offers.Select(o => o.Id).ToArray()),
                    Column(offers.Select(o => o.OfferingId).ToArray()),
                    Column(offers.Select(o => o.EntryId).ToArray()),
                    Column(offers.Select(o => o.Seats).ToArray()),
                    Column(offers.Select(o => (short)o.State).ToArray()),
                    Column(offers.Select(o => o.CreatedAt).ToArray()),
                    Column(offers.Select(o => o.Deadline).ToArray()),
                    Column(offers.Select(o => o.AnsweredAt).ToArray()),
                ]);
        }
    }

    private void WritePeople(Desk desk, Action<string, NpgsqlParameter[]> write)
    {
        if (desk.ChangedPeople.Count == 0)
        {
            return;
        }

        List<(Guid Person, Guid Entry, Guid By)> named =
        [
            .. desk.ChangedPeople.Select(desk.Entry).Where(e => e.IsActive).SelectMany(e => e.People.Select(p => (p, e.Id, desk.NamedBy.GetValueOrDefault(p, e.RegisteredBy)))),
        ];
        var (people, entries) = (named.Select(n => n.Person).ToArray(), named.Select(n => n.Entry).ToArray());
        // Who stays named keeps what was answered; whoever is taken out loses it, and the link with it.
        write(
            "delete from admission_people p where p.entry_id = any($1) and not exists (select 1 from unnest($2, $3) as n (person, entry) where n.person = p.person_id and n.entry = p.entry_id)",
            [Column(desk.ChangedPeople.ToArray()), Column(people), Column(entries)]);
        if (named.Count > 0)
        {
            write(
                """
                insert into admission_people (offering_id, person_id, entry_id, named_by, named_at, agreed_at)
                select $1, n.person, n.entry, n.by, now(), case when n.by = n.person then now() end from unnest($2, $3, $4) as n (person, entry, by)
                where (select count(*) from admission_people p where p.offering_id = $1 and p.person_id = n.person and p.entry_id = n.entry) = 0
                """,
                [Column(offeringId), Column(people), Column(entries), Column(named.Select(n => n.By).ToArray())]);
        }
    }

    private void WriteMoves(Desk desk, Action<string, NpgsqlParameter[]> write)
    {
        Guid[] done = [.. desk.Timed, .. desk.DoneReleases];
        if (done.Length == 0)
        {
            return;
        }

        write("delete from admission_moves where id = any($1)", [Column(done)]);
        List<(Guid Id, TimedMoveKind Kind, DateTimeOffset DueAt)> due = [];
        foreach (var entry in desk.Timed.Select(desk.EntryOrNone).OfType<Entry>())
        {
            if (entry.State == EntryState.Held)
            {
                due.Add((entry.Id, TimedMoveKind.EndHold, entry.HeldUntil!.Value));
            }
            else if (entry.State == EntryState.Offered)
            {
                due.Add((entry.Id, TimedMoveKind.ExpireOffer, desk.OfferOfEntry(entry.Id).Deadline));
            }
        }

        if (due.Count > 0)
        {
            write(
                "insert into admission_moves (id, offering_id, kind, due_at) select n.id, $1, n.kind, n.due_at from unnest($2, $3, $4) as n (id, kind, due_at)",
                [Column(offeringId), Column(due.Select(d => d.Id).ToArray()), Column(due.Select(d => (short)d.Kind).ToArray()), Column(due.Select(d => d.DueAt).ToArray())]);
        }
    }

    private void WriteLabels(Action<string, NpgsqlParameter[]> write)
    {
        if (_read.Count > 0)
        {
            (Guid Person, string Leaving)[] agreed = [.. _read.SelectMany(r => r.Value.AgreedTo.Distinct().Select(leaving => (r.Key, leaving)))];
            write(
                KeepLabels,
                [
                    Column(offeringId), Column(_read.Keys.ToArray()), Column(_label!.Version),
                    Column(Array.ConvertAll(agreed, a => a.Person)), Column(Array.ConvertAll(agreed, a => a.Leaving)),
                ]);
        }
    }

    private void WriteAnswers(Action<string, NpgsqlParameter[]> write) => write(
        """
        insert into admission_answers (offering_id, caller, key, kind, subject, outcome, entry_id, reference, seats, position, until, reason, number, answered_at)
        select $1, n.*, now() from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as n
        """,
        [
            Column(offeringId),
            Column(_newlyKept.Select(a => a.Caller).ToArray()),
            Column(_newlyKept.Select(a => a.Key).ToArray()),
            Column(_newlyKept.Select(a => a.Kind).ToArray()),
            Column(_newlyKept.Select(a => a.Subject).ToArray()),
            Column(_newlyKept.Select(a => (short)a.Outcome).ToArray()),
            Column(_newlyKept.Select(a => a.EntryId).ToArray()),
            Column(_newlyKept.Select(a => a.Reference).ToArray()),
            Column(_newlyKept.Select(a => a.Seats).ToArray()),
            Column(_newlyKept.Select(a => a.Position).ToArray()),
            Column(_newlyKept.Select(a => a.Until).ToArray()),
            Column(_newlyKept.Select(a => a.Reason).ToArray()),
            Column(_newlyKept.Select(a => a.Number).ToArray()),
        ]);

    private static KeptAnswer Keep(LedgerRequest request, Answer answer, DateTimeOffset now) => new()
    {
        Caller = request.Caller,
        Key = request.Key,
        OfferingId = request.OfferingId,
        Kind = request.GetType().Name,
        Subject = request.Subject,
        Outcome = answer.Outcome,
        EntryId = answer.EntryId,
        Reference = answer.Reference,
        Seats = answer.Seats,
        Position = answer.Position,
        Until = answer.Until,
        Reason = answer.Refusal?.Reason,
        Number = answer.Refusal?.Number,
        AnsweredAt = now,
    };

    private static Answer Remembered(KeptAnswer kept) => new()
    {
        Outcome = kept.Outcome,
        EntryId = kept.EntryId,
        Reference = kept.Reference,
        Seats = kept.Seats,
        Position = kept.Position,
        Until = kept.Until,
        Refusal = kept.Reason is null ? null : AdmissionRefusals.All.Single(r => r.Reason == kept.Reason) with { Number = kept.Number },
    };

    private static Guid? EntryOf(LedgerRequest request) => request switch
    {
        Cancel or Undo or LowerMinimum or NamePeople or EndHold or ExpireOffer => request.Subject,
        _ => null,
    };

    private static Guid? OfferOf(LedgerRequest request) => request is AcceptOffer or DeclineOffer ? request.Subject : null;

    private static IReadOnlyList<Guid> PeopleOf(LedgerRequest request) => request switch
    {
        Book book => book.People,
        NamePeople name => name.People,
        _ => [],
    };

    private static Entry ReadEntry(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OfferingId = row.GetGuid(1),
        OrganizationId = row.GetGuid(2),
        Track = row.GetString(3),
        Reference = row.GetString(4),
        Sequence = row.GetInt64(5),
        State = (EntryState)row.GetInt16(6),
        MinSeats = row.GetInt32(7),
        MaxSeats = row.GetInt32(8),
        Seats = row.GetInt32(9),
        Groups = row.GetFieldValue<string[]>(10),
        People = row.GetFieldValue<Guid[]>(11),
        Zone = row.GetString(12),
        RegisteredBy = row.GetGuid(13),
        HeldFrom = row.IsDBNull(14) ? null : (EntryState)row.GetInt16(14),
        HeldUntil = InstantOrNone(row, 15),
        EndReason = (EndReason)row.GetInt16(16),
        Version = row.GetInt64(17),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(18),
        ChangedAt = row.GetFieldValue<DateTimeOffset>(19),
    };

    private static SeatOffer ReadOffer(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OfferingId = row.GetGuid(1),
        EntryId = row.GetGuid(2),
        Seats = row.GetInt32(3),
        State = (SeatOfferState)row.GetInt16(4),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(5),
        Deadline = row.GetFieldValue<DateTimeOffset>(6),
        AnsweredAt = InstantOrNone(row, 7),
    };

    private static KeptAnswer ReadKept(NpgsqlDataReader row) => new()
    {
        Caller = row.GetGuid(0),
        Key = row.GetString(1),
        OfferingId = row.GetGuid(2),
        Kind = row.GetString(3),
        Subject = row.GetGuid(4),
        Outcome = (Outcome)row.GetInt16(5),
        EntryId = row.IsDBNull(6) ? null : row.GetGuid(6),
        Reference = row.IsDBNull(7) ? null : row.GetString(7),
        Seats = row.GetInt32(8),
        Position = row.GetInt32(9),
        Until = InstantOrNone(row, 10),
        Reason = row.IsDBNull(11) ? null : row.GetString(11),
        Number = row.IsDBNull(12) ? null : row.GetInt32(12),
        AnsweredAt = row.GetFieldValue<DateTimeOffset>(13),
    };

    private static DateTimeOffset? InstantOrNone(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlParameter<T> Column<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Column(object? value, NpgsqlDbType type) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
