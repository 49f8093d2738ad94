using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using StrongCities.Contracts.Demonstration;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Labels;
using StrongCities.Contracts.Training;
using StrongCities.IntegrationTests;

namespace StrongCities.Faults.Harness;

/// <summary>What a load of registrations needs in a running copy: member organizations, people who act for them with tokens of five minutes, dialogues or cohorts.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const int SeatsPerOrganization = 3;
    private const string Country = "NO";

    private static readonly TimeSpan SettleTimeMax = TimeSpan.FromSeconds(90);

    // Nobody whose mail a journey reads.
    private static readonly DemonstrationPerson[] Registrants = [PersonOf("Sofia Berg"), PersonOf("Peter Novak"), PersonOf("Grace Whitfield")];

    private readonly Guid[] _organizations;
    private readonly Dictionary<Guid, string> _tokens = [];
    private readonly GrpcChannel _channel;

    private Stage(LocalCopy copy, int organizations, string service)
    {
        (Copy, Service) = (copy, service);
        _organizations = [.. Enumerable.Range(0, organizations).Select(_ => Guid.NewGuid())];
        _channel = GrpcChannel.ForAddress(copy.Resource(service).Endpoints["grpc"]);
    }

    public LocalCopy Copy { get; }

    /// <summary>events or training.</summary>
    public string Service { get; }

    public int Organizations => _organizations.Length;

    public string Database => Service + "db";

    public Registrations.RegistrationsClient Client => new(_channel);

    public IReadOnlyDictionary<Guid, string> Tokens => _tokens;

    /// <summary>Those who register; each acts for an organization of their own on the site.</summary>
    public static IReadOnlyList<DemonstrationPerson> People => Registrants;

    /// <summary>Somebody who registers and signs in on the site.</summary>
    public static DemonstrationPerson Registrant => Registrants[0];

    public static DemonstrationPerson PersonOf(string name) => DemonstrationPeople.All.Single(person => person.Name == name);

    public static async Task<Stage> SetAsync(LocalCopy copy, int organizations, string service = "events")
    {
        var stage = new Stage(copy, organizations, service);
        foreach (var person in Registrants)
        {
            stage._tokens[person.PersonId] = await copy.AccessTokenAsync(person);
        }

        await using var database = await copy.ConnectAsync(stage.Database);
        await database.ExecuteAsync(
            "insert into member_organizations (id, version, kind, country, region, standing) select id, 1, 'city', $2, 'europe', 'member' from unnest($1) as id",
            stage._organizations, Country);
        await database.ExecuteAsync(
            """
            insert into organization_roles (organization_id, person_id, role, version, held)
            select organization, person, 'practitioner', 1, true from unnest($1) as organization, unnest($2) as person
            """, stage._organizations, Registrants.Select(person => person.PersonId).ToArray());
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await using var database = await Copy.ConnectAsync(Database);
        await database.ExecuteAsync("delete from organization_roles where organization_id = any($1)", _organizations);
    }

    /// <summary>gRPC headers of a demonstration person.</summary>
    public async Task<Metadata> AsAsync(string name) => new() { { "authorization", $"Bearer {await Copy.AccessTokenAsync(PersonOf(name))}" } };

    public async Task<Guid[]> PublishGatheringsAsync(params int[] capacities)
    {
        var client = new Gatherings.GatheringsClient(_channel);
        var staff = await AsAsync("Tomás Rey");
        var dialogues = new List<Guid>();
        foreach (var capacity in capacities)
        {
            var content = Content(capacity);
            if (Service == "training")
            {
                content.CourseId = (await new Courses.CoursesClient(_channel).ListCoursesAsync(new ListCoursesRequest())).Courses[0].CourseId;
                content.Language = "en";
                content.Trainers.Add(new LocalText { Language = "en", Text = "Nobody" });
            }

            var draft = await client.DraftGatheringAsync(new DraftGatheringRequest { Content = content }, staff);
            await client.EditLabelAsync(new EditLabelRequest { GatheringId = draft.Gathering.GatheringId, Version = draft.Version, Label = Nothing() }, staff);
            await client.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = draft.Gathering.GatheringId }, staff);
            dialogues.Add(Guid.Parse(draft.Gathering.GatheringId));
        }

        return [.. dialogues];
    }

    /// <summary>Callers who register every organization for every dialogue, in no order, with the services given or with the copy's own.</summary>
    public RegistrationLoad Load(Guid[] dialogues, params Registrations.RegistrationsClient[] services) =>
        new(services.Length > 0 ? services : [Client], _tokens, Wishes(dialogues));

    /// <summary>Every organization in every dialogue, in no order.</summary>
    public Wish[] Wishes(Guid[] dialogues)
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

    public Task<Bookkeeping> BooksAsync(Guid[] dialogues, IReadOnlyCollection<Acknowledged> told) =>
        Bookkeeping.OpenAsync(Copy, dialogues, told, Database, kind: Service == "training" ? GatheringKinds.Cohort : GatheringKinds.Dialogue);

    /// <summary>What the books disagree about when facts and mail have had their time; empty as soon as nothing is.</summary>
    public static async Task<IReadOnlyList<string>> SettledAsync(Bookkeeping books)
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

    /// <summary>Makes one fault of each kind on a copy of the books and demands that it is found, so that right books mean something.</summary>
    public async Task TheChecksFindEachFaultAsync(Guid[] dialogues, IReadOnlyCollection<Acknowledged> told)
    {
        await using var database = await Copy.ConnectAsync(Database);
        var confirmed = await database.ListAsync<Guid>("select id from admission_entries where offering_id = any($1) and state = 3 limit 1", dialogues);
        var one = confirmed[0];
        const string another = "insert into admission_entries select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).* from admission_entries e where id = $1";
        const string anotherIntent = "insert into mail_intents select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).* from mail_intents m where kind = 'registered' and about_id = $1";
        await FindsAsync("acknowledged, but not there", books => books.Seats.ExecuteAsync("delete from admission_entries where id = $1", one));
        await FindsAsync("another answer kept under the key", books => books.Seats.ExecuteAsync("update admission_answers set entry_id = gen_random_uuid() where entry_id = $1", one));
        await FindsAsync("booked twice", books => books.Seats.ExecuteAsync(another, one));
        await FindsAsync("acknowledged to nobody", books => books.Seats.ExecuteAsync(another, one));
        await FindsAsync("seats do not add up", books => books.Seats.ExecuteAsync("update admission_entries set seats = seats + 1, state = 3 where id = $1", one));
        await FindsAsync("waits though it fits", books => books.Seats.ExecuteAsync("update admission_entries set seats = 0, min_seats = 1, state = 1 where id = $1", one));
        await FindsAsync("still in the outbox", books => books.Seats.ExecuteAsync(
            "insert into outbox (seq, message_id, type, key, body, created_at) values (1, gen_random_uuid(), 'x', 'x', '{}', now())"));
        await FindsAsync("0 mail intents", books => books.Notifications.ExecuteAsync("delete from mail_intents where kind = 'registered' and about_id = $1", one));
        await FindsAsync("2 mail intents", books => books.Notifications.ExecuteAsync(anotherIntent, one));
        await FindsAsync("mail without a registration", books => books.Notifications.ExecuteAsync("update mail_intents set about_id = gen_random_uuid() where about_id = $1", one));

        async Task FindsAsync(string finding, Func<Bookkeeping, Task<int>> fault)
        {
            await using var copies = await BooksAsync(dialogues, told);
            await copies.CopyAsync();
            Demand.Nothing(await copies.FindAsync(), "the copied books");
            Demand.That(await fault(copies) > 0, $"the fault '{finding}' could be made");
            Demand.That((await copies.FindAsync()).Any(found => found.Contains(finding, StringComparison.Ordinal)), $"the fault '{finding}' is found");
        }
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

    private static GatheringContent Content(int capacity)
    {
        var year = TimeProvider.System.GetUtcNow().Year + 1;
        return new GatheringContent
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
}
