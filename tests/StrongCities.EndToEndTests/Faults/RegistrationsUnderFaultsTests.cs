using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using StrongCities.Contracts.Demonstration;
using StrongCities.Contracts.Events;
using StrongCities.Contracts.Labels;
using Xunit.Abstractions;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>
/// Servers and services killed under a load of registrations (RELIABILITY.md, I1-I4 and I6). The naive variants (count, then insert; publish after
/// the commit, without an outbox) are killed and seen to fail as processes in the integration tests of Admission and Outbox; here the
/// checks are held against copies of the books with one fault each of the kinds that those variants leave.
/// </summary>
[Collection("platform")]
public sealed class RegistrationsUnderFaultsTests(Platform platform, ITestOutputHelper output) : IAsyncLifetime
{
    private const string Country = "NO";
    private const int SeatsPerOrganization = 3;
    private const int Organizations = 300;

    // The seats of the three run out at different moments of the load.
    private static readonly int[] Capacities = [40, 100, 200];

    private static readonly TimeSpan SettleTimeMax = TimeSpan.FromSeconds(45);

    // Nobody whose mail a journey reads.
    private static readonly DemonstrationPerson[] Registrants = [PersonOf("Sofia Berg"), PersonOf("Peter Novak"), PersonOf("Grace Whitfield")];

    private readonly Guid[] _organizations = [.. Enumerable.Range(0, Organizations).Select(_ => Guid.NewGuid())];
    private readonly Dictionary<Guid, string> _tokens = [];
    private GrpcChannel? _events;

    public async Task InitializeAsync()
    {
        foreach (var person in Registrants)
        {
            _tokens[person.PersonId] = await platform.AccessTokenAsync(person);
        }

        _events = GrpcChannel.ForAddress(platform.Copy.Resource("events").Endpoints["grpc"]);
        await using var database = await platform.ConnectAsync("eventsdb");
        await database.ExecuteAsync(
            "insert into member_organizations (id, version, kind, country, region, standing) select id, 1, 'city', $2, 'europe', 'member' from unnest($1) as id",
            _organizations, Country);
        await database.ExecuteAsync(
            """
            insert into organization_roles (organization_id, person_id, role, version, held)
            select organization, person, 'practitioner', 1, true from unnest($1) as organization, unnest($2) as person
            """, _organizations, Registrants.Select(person => person.PersonId).ToArray());
    }

    public async Task DisposeAsync()
    {
        _events?.Dispose();
        await using var database = await platform.ConnectAsync("eventsdb");
        await database.ExecuteAsync("delete from organization_roles where organization_id = any($1)", _organizations);
    }

    [Fact]
    public async Task Killing_Events_the_broker_the_database_and_Notifications_under_load_loses_doubles_and_oversells_nothing()
    {
        var watch = Stopwatch.StartNew();
        var dialogues = await PublishDialoguesAsync();
        var load = new RegistrationLoad(new Registrations.RegistrationsClient(_events), _tokens, Wishes(dialogues));
        load.Start();

        for (var kills = 0; kills < 2; kills++)
        {
            await Task.Delay(Random.Shared.Next(300, 1500));
            await platform.Copy.KillAndWaitAsync("events");
        }

        Say(watch, load, "Events killed twice");
        var unpublished = await KillEventsBetweenCommitAndPublishAsync();
        Say(watch, load, $"broker killed, Events killed with {unpublished} facts committed and not published");
        await platform.Copy.KillAndWaitAsync("postgres");
        Say(watch, load, "database killed");
        await Task.Delay(Random.Shared.Next(300, 1500));
        await platform.Copy.KillAndWaitAsync("notifications");
        Say(watch, load, "Notifications killed");
        await Task.Delay(1000);
        await load.StopAsync();
        Say(watch, load, $"load over; asked again after {string.Join(", ", load.Indefinite.Select(status => $"{status.Value} x {status.Key}"))}");

        Assert.Empty(load.Refused);
        Assert.True(unpublished > 0);
        var retried = load.Acknowledged.Where(told => told.Tries > 1).ToList();
        Assert.NotEmpty(retried);
        Assert.Equal(retried.Select(told => told.Registration), await Task.WhenAll(retried.Select(told => load.AskAgainAsync(told.Wish))));
        // Otherwise nothing was there to be oversold.
        Assert.True(load.Acknowledged.Where(told => told.Wish.Dialogue == dialogues[0]).Sum(told => told.Wish.MaxSeats) > Capacities[0]);

        using var deadLetters = new DeadLetters(platform);
        var deadQueues = await deadLetters.QueuesAsync();
        Assert.NotEmpty(deadQueues);
        await using var books = await Bookkeeping.OpenAsync(platform, dialogues, load.Acknowledged);
        var findings = await SettledAsync(books);
        Assert.True(findings.Count == 0, $"{findings.Count} findings:\n{string.Join('\n', findings)}\nUnread: {string.Join(", ", await deadLetters.BacklogAsync())}");
        Assert.Empty(await deadLetters.FindAsync(deadQueues));
        Say(watch, load, "books right");

        await TheChecksFindEachFaultAsync(dialogues, load.Acknowledged);
        await deadLetters.PutAsync(deadQueues[0]);
        Assert.Single(await deadLetters.FindAsync(deadQueues, takeAway: true));
        Say(watch, load, "every fault made on a copy found");

        // A service that was idle meanwhile finds its connections dead at its first use; the next person is served.
        var tries = 0;
        Assert.True(await Platform.EventuallyAsync(
            () =>
            {
                tries++;
                return platform.CanSignInAsync(Registrants[0]);
            },
            signedIn => signedIn));
        Say(watch, load, $"a person signed in on the site, try {tries}");
    }

    /// <summary>Facts committed while the broker is away cannot be published before Events dies; their number when it is dead.</summary>
    private async Task<long> KillEventsBetweenCommitAndPublishAsync()
    {
        var brokerBack = platform.Copy.WaitUntilBackAsync("messaging", platform.Copy.Resource("messaging").Restarts);
        platform.Copy.Kill("messaging");
        await Platform.EventuallyAsync(() => platform.QueryAsync<long>("eventsdb", "select count(*) from outbox"), facts => facts >= 5);
        var eventsBack = platform.Copy.WaitUntilBackAsync("events", platform.Copy.Resource("events").Restarts);
        platform.Copy.Kill("events");
        var unpublished = await platform.QueryAsync<long>("eventsdb", "select count(*) from outbox");
        await Task.WhenAll(brokerBack, eventsBack);
        return unpublished;
    }

    private static async Task<IReadOnlyList<string>> SettledAsync(Bookkeeping books)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(500))
        {
            var findings = await books.FindAsync();
            if (findings.Count == 0 || patience.Elapsed > SettleTimeMax)
            {
                return findings;
            }
        }
    }

    private async Task TheChecksFindEachFaultAsync(Guid[] dialogues, IReadOnlyCollection<Acknowledged> told)
    {
        var one = told.First().Registration;
        const string another = "insert into admission_entries select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).* from admission_entries e where id = $1";
        const string anotherIntent = "insert into mail_intents select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).* from mail_intents m where kind = 'registered' and about_id = $1";
        await FindsAsync("acknowledged, but not there", books => books.Events.ExecuteAsync("delete from admission_entries where id = $1", one));
        await FindsAsync("another answer kept under the key", books => books.Events.ExecuteAsync("update admission_answers set entry_id = gen_random_uuid() where entry_id = $1", one));
        await FindsAsync("booked twice", books => books.Events.ExecuteAsync(another, one));
        await FindsAsync("acknowledged to nobody", books => books.Events.ExecuteAsync(another, one));
        await FindsAsync("seats do not add up", books => books.Events.ExecuteAsync("update admission_entries set seats = seats + 1, state = 3 where id = $1", one));
        await FindsAsync("still in the outbox", books => books.Events.ExecuteAsync(
            "insert into outbox (seq, message_id, type, key, body, created_at) values (1, gen_random_uuid(), 'x', 'x', '{}', now())"));
        await FindsAsync("0 mail intents", books => books.Notifications.ExecuteAsync("delete from mail_intents where kind = 'registered' and about_id = $1", one));
        await FindsAsync("2 mail intents", books => books.Notifications.ExecuteAsync(anotherIntent, one));
        await FindsAsync("mail without a registration", books => books.Notifications.ExecuteAsync("update mail_intents set about_id = gen_random_uuid() where about_id = $1", one));

        async Task FindsAsync(string finding, Func<Bookkeeping, Task<int>> fault)
        {
            await using var copies = await Bookkeeping.OpenAsync(platform, dialogues, told);
            await copies.CopyAsync();
            Assert.Empty(await copies.FindAsync());
            Assert.True(await fault(copies) > 0, finding);
            Assert.Contains(await copies.FindAsync(), found => found.Contains(finding, StringComparison.Ordinal));
        }
    }

    private async Task<Guid[]> PublishDialoguesAsync()
    {
        var client = new Dialogues.DialoguesClient(_events);
        var staff = new Metadata { { "authorization", $"Bearer {await platform.AccessTokenAsync(PersonOf("Tomás Rey"))}" } };
        var dialogues = new List<Guid>();
        foreach (var capacity in Capacities)
        {
            var draft = await client.DraftDialogueAsync(new DraftDialogueRequest { Content = Content(capacity) }, staff);
            await client.EditLabelAsync(new EditLabelRequest { DialogueId = draft.Dialogue.DialogueId, Version = draft.Version, Label = Nothing() }, staff);
            await client.PublishDialogueAsync(new PublishDialogueRequest { DialogueId = draft.Dialogue.DialogueId }, staff);
            dialogues.Add(Guid.Parse(draft.Dialogue.DialogueId));
        }

        return [.. dialogues];
    }

    /// <summary>Every organization in every dialogue, in no order.</summary>
    private Wish[] Wishes(Guid[] dialogues)
    {
        var wishes = dialogues.SelectMany(dialogue => _organizations.Select(organization =>
        {
            var seats = Random.Shared.Next(1, SeatsPerOrganization + 1);
            var person = Registrants[Random.Shared.Next(Registrants.Length)].PersonId;
            return new Wish(dialogue, organization, person, Random.Shared.Next(1, seats + 1), seats);
        })).ToArray();
        Random.Shared.Shuffle(wishes);
        return wishes;
    }

    /// <summary>A label that says no to everything.</summary>
    private static Label Nothing() => new()
    {
        Hosts = { new LocalText { Language = "en", Text = "Oslo" } },
        Pays = { new LocalText { Language = "en", Text = "Oslo" } },
        Police = false,
        SecurityServices = false,
        Press = false,
        Photos = false,
        Recordings = false,
        DataLeave = false,
    };

    private static DialogueContent Content(int capacity)
    {
        var year = TimeProvider.System.GetUtcNow().Year + 1;
        return new DialogueContent
        {
            Title = { new LocalText { Language = "en", Text = $"Dialogue of {capacity} under load" }, new LocalText { Language = "fr", Text = $"Dialogue de {capacity} places" } },
            Summary = { new LocalText { Language = "en", Text = "One day" }, new LocalText { Language = "fr", Text = "Un jour" } },
            Starts = $"{year}-06-21T09:00",
            Ends = $"{year}-06-21T17:00",
            TimeZone = "Europe/Oslo",
            HostCity = "Oslo",
            Venue = "Town hall",
            Format = "in-person",
            Capacity = capacity,
            SeatsPerOrganization = SeatsPerOrganization,
        };
    }

    private void Say(Stopwatch watch, RegistrationLoad load, string what) =>
        output.WriteLine($"{watch.Elapsed.TotalSeconds,5:0.0} s, {load.Acknowledged.Count} acknowledged: {what}");

    private static DemonstrationPerson PersonOf(string name) => DemonstrationPeople.All.Single(person => person.Name == name);
}
