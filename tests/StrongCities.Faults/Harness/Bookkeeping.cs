using Npgsql;
using StrongCities.Contracts.Gatherings;
using StrongCities.IntegrationTests;

namespace StrongCities.Faults.Harness;

/// <summary>
/// Holds the books of Events or Training, and of Notifications, against what the callers were told. The tables are named without their schema:
/// a temporary copy of one takes its place for this bookkeeping alone, which is how the checks themselves are tested.
/// </summary>
internal sealed class Bookkeeping : IAsyncDisposable
{
    private static readonly string[] SeatsTables = ["admission_entries", "admission_answers", "admission_offerings", "outbox"];

    private readonly IReadOnlyCollection<Acknowledged> _told;
    private readonly Guid[] _gatherings;

    private readonly string _kind;

    private Bookkeeping(NpgsqlConnection seats, NpgsqlConnection notifications, Guid[] dialogues, IReadOnlyCollection<Acknowledged> told, string kind)
    {
        (Seats, Notifications, _gatherings, _told, _kind) = (seats, notifications, dialogues, told, kind);
    }

    public NpgsqlConnection Seats { get; }

    public NpgsqlConnection Notifications { get; }

    public static async Task<Bookkeeping> OpenAsync(
        LocalCopy copy, Guid[] dialogues, IReadOnlyCollection<Acknowledged> told, string seats, string notifications = "notificationsdb", string kind = GatheringKinds.Dialogue) =>
        new(await copy.ConnectAsync(seats), await copy.ConnectAsync(notifications), dialogues, told, kind);

    /// <summary>From here on this bookkeeping reads copies, without the constraints that guard the originals.</summary>
    public async Task CopyAsync()
    {
        foreach (var table in SeatsTables)
        {
            await Seats.ExecuteAsync($"create temp table {table} as table public.{table}");
        }

        await Notifications.ExecuteAsync("create temp table mail_intents as table public.mail_intents");
    }

    /// <summary>Every disagreement, in words; empty when the books are right.</summary>
    public async Task<IReadOnlyList<string>> FindAsync()
    {
        string[] keys = [.. _told.Select(told => told.Wish.Key)];
        Guid[] callers = [.. _told.Select(told => told.Wish.Person)];
        Guid[] organizations = [.. _told.Select(told => told.Wish.Organization)];
        Guid[] offerings = [.. _told.Select(told => told.Wish.Gathering)];
        Guid[] registrations = [.. _told.Select(told => told.Registration)];
        var ours = await Seats.ListAsync<Guid>("select id from admission_entries where offering_id = any($1)", _gatherings);
        var all = await Seats.ListAsync<Guid>("select id from admission_entries");
        return
        [
            .. await Seats.ListAsync<string>(
                """
                select 'acknowledged, but not there: ' || told.registration
                from unnest($1, $2, $3) as told (registration, organization, offering)
                where not exists (select from admission_entries e where e.id = told.registration and e.organization_id = told.organization
                    and e.offering_id = told.offering and e.state in (1, 3))
                """, registrations, organizations, offerings),
            .. await Seats.ListAsync<string>(
                """
                select 'another answer kept under the key of: ' || told.registration
                from unnest($1, $2, $3) as told (registration, caller, key)
                where (select array_agg(a.entry_id) from admission_answers a where a.caller = told.caller and a.key = told.key) is distinct from array[told.registration]
                """, registrations, callers, keys),
            .. await Seats.ListAsync<string>(
                """
                select 'booked twice: ' || organization_id from admission_entries
                where offering_id = any($1) group by offering_id, organization_id having count(*) > 1
                """, _gatherings),
            .. await Seats.ListAsync<string>(
                "select 'there, but acknowledged to nobody: ' || id from admission_entries where offering_id = any($1) and id <> all($2)", _gatherings, registrations),
            .. await Seats.ListAsync<string>(
                """
                select 'seats do not add up: ' || o.id || ' of ' || o.capacity || ' has ' || o.taken || ' taken and ' || e.seats || ' in entries'
                from admission_offerings o, lateral (select coalesce(sum(seats), 0) as seats from admission_entries where offering_id = o.id and state = 3) e
                where o.id = any($1) and (e.seats > o.capacity or o.taken > o.capacity or o.taken <> e.seats)
                """, _gatherings),
            .. await Seats.ListAsync<string>(
                """
                select 'waits though it fits: ' || w.id
                from admission_entries w join admission_offerings o on o.id = w.offering_id,
                    lateral (select coalesce(sum(seats), 0) as seats from admission_entries where offering_id = o.id and state in (2, 3)) e
                where o.id = any($1) and w.state = 1 and w.min_seats <= o.capacity - e.seats
                """, _gatherings),
            .. await Seats.ListAsync<string>("select 'still in the outbox: ' || message_id from outbox"),
            .. await Notifications.ListAsync<string>(
                """
                select m.intents || ' mail intents for: ' || ours.registration
                from unnest($1) as ours (registration),
                    lateral (select count(*) as intents from mail_intents where kind = 'registered' and about_id = ours.registration) m
                where m.intents <> 1
                """, ours.ToArray()),
            .. await Notifications.ListAsync<string>(
                "select 'mail without a registration: ' || about_id from mail_intents where kind = 'registered' and gathering_kind = $2 and about_id <> all($1)", all.ToArray(), _kind),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await Seats.DisposeAsync();
        await Notifications.DisposeAsync();
    }
}
