using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

/// <summary>A fresh database and a fresh virtual host of the broker for one test class.</summary>
public sealed class OutboxFixture(Servers servers) : IAsyncLifetime
{
    private readonly HttpClient management = servers.Management();

    public Servers Servers => servers;

    public string Database { get; private set; } = "";

    public string Messaging { get; private set; } = "";

    public string VirtualHost => new Uri(Messaging).AbsolutePath[1..];

    public async Task InitializeAsync()
    {
        Database = await servers.CreateDatabaseAsync<OutboxDb>("outboxtest");
        Messaging = await servers.CreateVirtualHostAsync("outboxtest");
    }

    public Task DisposeAsync()
    {
        management.Dispose();
        return Task.CompletedTask;
    }

    public OutboxDb Open() => new(DatabaseOptions.For<OutboxDb>(Database));

    public async Task ClearAsync()
    {
        await using var db = Open();
        await db.Database.ExecuteSqlAsync($"TRUNCATE outbox, inbox, decisions, effects, letters");
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<List<Effect>> EffectsAsync()
    {
        await using var db = Open();
        return await db.Effects.OrderBy(effect => effect.Id).ToListAsync();
    }

    public Task EffectsAsync(int count, int seconds = 30) =>
        Eventually.TrueAsync(async () => await QueryAsync<long>("SELECT count(*) FROM effects") >= count, $"{count} effects", seconds);

    /// <summary>Takes up to 1,000 messages off a queue.</summary>
    public async Task<JsonArray> TakeAsync(string queue)
    {
        var answer = await management.PostAsJsonAsync(
            $"api/queues/{VirtualHost}/{queue}/get", new { count = 1000, ackmode = "ack_requeue_false", encoding = "auto" });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
    }

    public async Task<string[]> QueuesAsync() =>
        [.. (await management.GetFromJsonAsync<JsonArray>($"api/queues/{VirtualHost}"))!.Select(queue => (string)queue!["name"]!)];

    public async Task<JsonNode> QueueAsync(string queue) =>
        (await management.GetFromJsonAsync<JsonNode>($"api/queues/{VirtualHost}/{queue}"))!;

    /// <summary>Makes the broker user of a service, with exactly the permissions that Setup would grant; its amqp address.</summary>
    public async Task<string> CreateUserAsync(string service)
    {
        var permissions = BrokerPermissions.For(service);
        (await management.PutAsJsonAsync($"api/users/{service}", new { password = "secret", tags = "" })).EnsureSuccessStatusCode();
        (await management.PutAsJsonAsync(
            $"api/permissions/{VirtualHost}/{service}",
            new { configure = permissions.Configure, write = permissions.Write, read = permissions.Read })).EnsureSuccessStatusCode();
        var address = new Uri(Messaging);
        return $"amqp://{service}:secret@{address.Host}:{address.Port}/{VirtualHost}";
    }
}
