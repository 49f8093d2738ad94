using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using StrongCities.Contracts.Demonstration;
using StrongCities.Contracts.Membership;
using StrongCities.Membership;
using StrongCities.ServiceDefaults.Refusals;
using Wire = StrongCities.Contracts.Membership;

namespace StrongCities.IntegrationTests.Membership;

/// <summary>The real service as its own process, with a database and a virtual host of its own and the demonstration's rows; one for each test class.</summary>
public sealed class MembershipProcess(Servers servers) : IAsyncLifetime
{
    public static readonly Guid ReviewerEurope = Person("Ingrid Voll");
    public static readonly Guid ReviewerAmerica = Person("Marcus Hale");
    public static readonly Guid DeciderEurope = Person("Claire Aubert");
    public static readonly Guid DeciderAmerica = Person("Daniela Ortiz");
    public static readonly Guid Staff = Person("Tomás Rey");
    public static readonly Guid Operator = Person("Nadia Lindqvist");
    public static readonly Guid AarhusFocalPoint = Person("Maja Holm");
    public static readonly Guid MalmoFocalPoint = Person("Sofia Berg");

    public static readonly string[] Checklist = ["identity", "evidence", "principles", "contact", "duplicates"];
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4 a letter");

    private ServiceProcess? _process;
    private GrpcChannel? _channel;
    private TestIssuer? _issuer;
    private int _applicants;

    public TestIssuer Issuer => _issuer!;

    public string Database { get; private set; } = "";

    public string Broker { get; private set; } = "";

    public string Http { get; private set; } = "";

    public Wire.Applications.ApplicationsClient Applications => new(_channel);

    public Wire.Vetting.VettingClient Vetting => new(_channel);

    public Wire.Organizations.OrganizationsClient Organizations => new(_channel);

    public Wire.Colleagues.ColleaguesClient Colleagues => new(_channel);

    public Wire.Suspensions.SuspensionsClient Suspensions => new(_channel);

    public Wire.MembershipBackfill.MembershipBackfillClient Backfill => new(_channel);

    public Wire.People.PeopleClient People => new(_channel);

    public Wire.Feeds.FeedsClient Feeds => new(_channel);

    public Wire.Roles.RolesClient Roles => new(_channel);

    public Wire.Contacts.ContactsClient Contacts => new(_channel);

    public Wire.Directory.DirectoryClient Directory => new(_channel);

    public string Output => _process!.Output;

    public Metadata As(Guid person) => Issuer.As(person);

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        Database = await servers.CreateDatabaseAsync<MembershipDb>("membership");
        Broker = await servers.CreateVirtualHostAsync("membership");
        foreach (var awaited in new[] { "ApplicationStarted", "ApplicationSubmitted", "ApplicantAsked", "ApplicationDecided", "AppealMade", "AppealDecided", "PersonRegistered", "ColleagueRegistered", "ColleagueUndone", "OrganizationSuspended", "SuspensionAppealed", "SuspensionAppealDecided", "SuspensionLifted" })
        {
            // Facts that are mailed wait for their consumer's queue; no consumer runs here.
            await ListenAsync(awaited);
        }

        var grpc = $"http://127.0.0.1:{ServiceProcess.FreePort()}";
        Http = $"http://127.0.0.1:{ServiceProcess.FreePort()}";
        _process = await ServiceProcess.ServeAsync("Membership", new Uri(Http), new Dictionary<string, string>(Issuer.Environment)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Demonstration__Seed"] = "true",
            ["ConnectionStrings__membershipdb"] = Database,
            ["ConnectionStrings__messaging"] = Broker,
            ["Kestrel__Endpoints__grpc__Url"] = grpc,
            ["Kestrel__Endpoints__http__Url"] = Http,
        });
        _channel = GrpcChannel.ForAddress(grpc, new GrpcChannelOptions { MaxReceiveMessageSize = 6 * 1024 * 1024 });
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_issuer?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Runs SQL as the database's administrator: moves deadlines into the past, or tries what the service never would.</summary>
    public async Task<int> SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The call must be refused with this reason; the refusal is returned.</summary>
    public static async Task<Refusal> RefusedAsync(string reason, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        var refusal = error.ReadRefusal();
        Assert.Equal(reason, refusal?.Reason ?? $"{error.StatusCode}: {error.Status.Detail}");
        return refusal!;
    }

    public static Task<Refusal> RefusedAsync<TReply>(string reason, AsyncUnaryCall<TReply> call) => RefusedAsync(reason, async () => await call);

    /// <summary>A draft of a city with every answer and its letter.</summary>
    public Task<StartApplicationReply> DraftCityAsync(string name, string country = "FR") => DraftAsync("city", answers =>
    {
        answers.OrganizationName = name;
        answers.Country = country;
        answers.Place = name;
        answers.Form = "town";
        answers.ContactPosition = "Prevention coordinator";
        answers.Evidence = "letter";
    }, Pdf);

    /// <summary>A draft of a CSO that brings two references instead of a letter.</summary>
    public Task<StartApplicationReply> DraftCsoAsync(string name, string place, string country, string listing = "town") => DraftAsync("cso", answers =>
    {
        answers.OrganizationName = name;
        answers.Country = country;
        answers.Place = place;
        answers.Form = "unregistered";
        answers.Evidence = "references";
        answers.Listing = listing;
        answers.References.Add(new Reference { Name = "First Referee", Organization = "A", Email = "first@example.org" });
        answers.References.Add(new Reference { Name = "Second Referee", Organization = "B", Email = "second@example.org" });
    });

    /// <summary>Sends a draft in.</summary>
    public async Task<Application> SubmitAsync(StartApplicationReply draft) =>
        await Applications.SubmitApplicationAsync(new SubmitApplicationRequest { AccessToken = draft.AccessToken, Key = Guid.NewGuid().ToString() });

    public async Task<Case> RecommendAsync(Application application, Guid reviewer, bool admit = true, string reason = "") =>
        await Vetting.RecommendAsync(new RecommendRequest
        {
            ApplicationId = application.ApplicationId,
            Admit = admit,
            Checked = { Checklist },
            Words = "Everything was looked at.",
            RefusalReason = reason,
        }, As(reviewer));

    public async Task<Case> DecideAsync(Application application, Guid decider, bool admit = true, string reason = "", string words = "Decided.") =>
        await Vetting.DecideAsync(new DecideRequest { ApplicationId = application.ApplicationId, Admit = admit, RefusalReason = reason, Words = words }, As(decider));

    /// <summary>A sent application, refused for its kind by the two European vetters.</summary>
    public async Task<(StartApplicationReply Draft, Application Application)> RefusedCsoAsync(string name, string country = "FR")
    {
        var draft = await DraftCsoAsync(name, "Lyon", country);
        var application = await SubmitAsync(draft);
        await RecommendAsync(application, ReviewerEurope, admit: false, "not-eligible-kind");
        await DecideAsync(application, DeciderEurope, admit: false, "not-eligible-kind", "The group is a company.");
        return (draft, application);
    }

    /// <summary>A queue that hears the fact from now on; what it hears is read by <see cref="HeardAsync"/>.</summary>
    public async Task<string> ListenAsync(string fact, string service = "Membership")
    {
        using var management = servers.Management();
        var (host, exchange, queue) = (new Uri(Broker).AbsolutePath.Trim('/'), Uri.EscapeDataString($"StrongCities.Contracts.{service}:{fact}"), $"heard-{fact}-{Guid.NewGuid():N}");
        (await management.PutAsJsonAsync($"api/exchanges/{host}/{exchange}", new { type = "fanout", durable = true })).EnsureSuccessStatusCode();
        (await management.PutAsJsonAsync($"api/queues/{host}/{queue}", new { durable = true })).EnsureSuccessStatusCode();
        (await management.PostAsJsonAsync($"api/bindings/{host}/e/{exchange}/q/{queue}", new { routing_key = "" })).EnsureSuccessStatusCode();
        return queue;
    }

    /// <summary>The bodies that the queue has heard since the last reading.</summary>
    public async Task<IReadOnlyList<string>> HeardAsync(string queue)
    {
        using var management = servers.Management();
        var host = new Uri(Broker).AbsolutePath.Trim('/');
        using var answer = await management.PostAsJsonAsync($"api/queues/{host}/{queue}/get", new { count = 100, ackmode = "ack_requeue_false", encoding = "auto" });
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonArray>())!.Select(message => message!["payload"]!.GetValue<string>())];
    }

    /// <summary>Publishes another service's fact as its relay would.</summary>
    public async Task PublishAsync(string service, string fact, object message)
    {
        using var management = servers.Management();
        var (host, name) = (new Uri(Broker).AbsolutePath.Trim('/'), $"StrongCities.Contracts.{service}:{fact}");
        var envelope = JsonSerializer.Serialize(new { messageId = Guid.NewGuid(), messageType = new[] { $"urn:message:{name}" }, message });
        using var answer = await management.PostAsJsonAsync($"api/exchanges/{host}/{Uri.EscapeDataString(name)}/publish", new
        {
            routing_key = "",
            payload = envelope,
            payload_encoding = "string",
            properties = new { content_type = "application/vnd.masstransit+json", delivery_mode = 2 },
        });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for what the service does by itself within half a minute.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> done, string what)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(200))
        {
            if (await done())
            {
                return;
            }
        }

        Assert.Fail($"It did not happen: {what}.");
    }

    private async Task<StartApplicationReply> DraftAsync(string kind, Action<Answers> answer, byte[]? document = null)
    {
        var email = $"applicant{Interlocked.Increment(ref _applicants)}@example.org";
        var draft = await Applications.StartApplicationAsync(new StartApplicationRequest { Kind = kind, ContactEmail = email, Language = "fr" });
        var answers = new Answers
        {
            ContactName = "Camille Fictive",
            Motivation = "To work with others.",
            PrinciplesVersion = (await Applications.GetPrinciplesAsync(new GetPrinciplesRequest { Language = "fr" })).Version,
        };
        answer(answers);
        var fields = new List<string> { "organization_name", "country", "place", "form", "contact_name", "contact_position", "motivation", "evidence", "references", "principles_version", "listing" };
        await Applications.SaveAnswersAsync(new SaveAnswersRequest { AccessToken = draft.AccessToken, Answers = answers, Fields = { fields } });
        if (document is not null)
        {
            await Applications.UploadDocumentAsync(new UploadDocumentRequest
            {
                AccessToken = draft.AccessToken,
                FileName = "letter.pdf",
                Content = ByteString.CopyFrom(document),
            });
        }

        return draft;
    }

    private static Guid Person(string name) => DemonstrationPeople.All.Single(person => person.Name == name).PersonId;
}
