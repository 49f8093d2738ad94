using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StrongCities.Identity;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>What Identity answers to Notifications.</summary>
public sealed record IssuedMail(string Email, string Language, string Code, Uri Link);

/// <summary>One Identity in Development with the demonstration's people, on a database and a virtual host of its own.</summary>
public sealed class IdentityUnderTest(Servers servers) : IAsyncLifetime
{
    public const string WebSecret = "web-secret-of-at-least-thirty-two-characters";
    public const string MailSecret = "notifications-secret-of-thirty-two-characters";
    public static readonly Uri Web = new("http://localhost:9");

    private readonly int _port = ServiceProcess.FreePort();
    private string _database = "";
    private TestMembership? _membership;
    private ServiceProcess? _process;

    public Uri Address => new($"http://localhost:{_port}/");

    public string Output => _process!.Output;

    public Dictionary<string, string> Environment { get; } = [];

    public async Task InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync<IdentityDb>("identity");
        _membership = await TestMembership.StartAsync();
        foreach (var (name, value) in Settings(Address, _port, _database, await servers.CreateVirtualHostAsync("identity")))
        {
            Environment[name] = value;
        }

        Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        Environment["Demonstration__Seed"] = "true";
        Environment["services__membership__grpc__0"] = _membership.Address;
        _process = await ServiceProcess.ServeAsync("Identity", Address, Environment, "status");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_membership is not null)
        {
            await _membership.DisposeAsync();
        }
    }

    public static Dictionary<string, string> Settings(Uri issuer, int port, string database, string broker) => new()
    {
        ["OTEL_SERVICE_NAME"] = "identity",
        ["ConnectionStrings__identitydb"] = database,
        ["ConnectionStrings__messaging"] = broker,
        ["Kestrel__Endpoints__http__Url"] = $"http://localhost:{port}",
        ["Identity__Issuer"] = issuer.ToString().TrimEnd('/'),
        ["Web__Address"] = issuer.Scheme == Uri.UriSchemeHttps ? "https://site.example" : Web.ToString().TrimEnd('/'),
        ["Clients__web"] = WebSecret,
        ["Clients__notifications"] = MailSecret,
        ["Clients__identity"] = "identity-secret-of-thirty-two-characters-",
        ["Identity__ClientSecret"] = "identity-secret-of-thirty-two-characters-",
    };

    /// <summary>A second process on the same database, with the same public address; it goes by <paramref name="clock"/>.</summary>
    public async Task<(ServiceProcess Process, Uri Address)> StartReplicaAsync(TestClock? clock = null)
    {
        var address = new Uri($"http://localhost:{ServiceProcess.FreePort()}/");
        var environment = new Dictionary<string, string>(Environment) { ["Kestrel__Endpoints__http__Url"] = address.ToString().TrimEnd('/') };
        if (clock is not null)
        {
            foreach (var (name, value) in clock.Environment)
            {
                environment[name] = value;
            }
        }

        return (await ServiceProcess.ServeAsync("Identity", address, environment, "status"), address);
    }

    public IdentityDb OpenDatabase() => new(DatabaseOptions.For<IdentityDb>(_database));

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public Browser OpenBrowser(System.Net.IPAddress? source = null) => new(Address, source);

    /// <summary>The answer of the token endpoint to these fields.</summary>
    public async Task<HttpResponseMessage> TokenAsync(params (string Name, string Value)[] fields)
    {
        using var client = new HttpClient { BaseAddress = Address };
        return await client.PostAsync("connect/token", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }

    public async Task<string> ServiceTokenAsync(string scope)
    {
        using var answer = await TokenAsync(("grant_type", "client_credentials"), ("client_id", "notifications"), ("client_secret", MailSecret), ("scope", scope));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Dictionary<string, object>>())!["access_token"].ToString()!;
    }

    /// <summary>What Notifications does when it sends: asks for the code of a request.</summary>
    public async Task<HttpResponseMessage> IssueAsync(Guid requestId, string token)
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.PostAsync($"internal/sign-in-mails/{requestId}", null);
    }

    /// <summary>The mail of the newest request for the address.</summary>
    public async Task<IssuedMail> ReadMailAsync(string email)
    {
        using var answer = await IssueAsync(await NewestRequestAsync(email), await ServiceTokenAsync("identity.sign-in-mail"));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<IssuedMail>())!;
    }

    public async Task<Guid> NewestRequestAsync(string email)
    {
        await using var db = OpenDatabase();
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(email.ToUpperInvariant()));
        return await db.SignInRequests.Where(request => request.AddressHash == hash).OrderByDescending(request => request.RequestedAt).Select(request => request.Id).FirstAsync();
    }

    /// <summary>A fresh account, so that limits by address do not reach from one test into another.</summary>
    public async Task<(Guid Id, string Email)> AddAccountAsync(string? email = null, string name = "Test Person")
    {
        var id = Guid.NewGuid();
        email ??= $"person-{id:N}@city.example";
        await using var db = OpenDatabase();
        db.Users.Add(StrongCities.Identity.Accounts.Account.For(id, name, email, "en"));
        await db.SaveChangesAsync();
        return (id, email);
    }
}
