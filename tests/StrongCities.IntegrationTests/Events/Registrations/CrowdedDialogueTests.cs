using Microsoft.EntityFrameworkCore;
using Npgsql;
using StrongCities.Admission;
using StrongCities.Events;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Registrations;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Events.Registrations;

[Collection("servers")]
public sealed class CrowdedDialogueTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    private const int Crowd = 2000;

    [Fact]
    public async Task Whoever_books_is_shown_it_without_a_look_at_all_others()
    {
        var dialogue = await events.PublishedAsync(Crowd, 1);
        await events.ExecuteAsync(
            """
            insert into admission_entries (id, offering_id, organization_id, track, reference, sequence, state, min_seats, max_seats, seats, groups, people, zone, registered_by,
                end_reason, version, created_at, changed_at)
            select gen_random_uuid(), $1, gen_random_uuid(), '', upper(substr(md5(n::text), 1, 10)), 1000 + n, 3, 1, 1, 1, '{}', '{}', 'Europe/Oslo', gen_random_uuid(), 0, 1, now(), now()
            from generate_series(1, $2) as n
            """, Guid.Parse(dialogue), Crowd);
        var (organization, people) = await events.MemberAsync("NO", 1);
        var id = Guid.Parse((await events.Register(dialogue, organization, people[0], 1)).RegistrationId);

        var shown = await RowsReadAsync(async db => await db.ShowToAsync(await db.Entries().SingleAsync(entry => entry.Id == id), people[0], isStaff: false, default));
        Assert.InRange(shown, 1, Crowd / 4);

        // The control: the exact counts of the staff are counted.
        Assert.InRange(await RowsReadAsync(db => db.KeptSeatsAsync([Guid.Parse(dialogue)], default)), Crowd, long.MaxValue);
    }

    private async Task<long> RowsReadAsync(Func<EventsDb, Task> look)
    {
        const string rowsRead = "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables where relname = 'admission_entries'";
        var before = await events.AskAsync<long>(rowsRead);
        // A server process tells what it read when its connection ends.
        var address = new NpgsqlConnectionStringBuilder(events.Environment()["ConnectionStrings__eventsdb"]) { Pooling = false };
        await using (var db = new EventsDb(DatabaseOptions.For<EventsDb>(address.ConnectionString)))
        {
            await look(db);
        }

        var read = 0L;
        await events.UntilAsync(async () => (read = await events.AskAsync<long>(rowsRead) - before) > 0, "Nothing was read.");
        return read;
    }
}
