using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests;

/// <summary>Test classes marked <c>[Collection("servers")]</c> share one PostgreSQL, one RabbitMQ and one Redis, and run one after the other.</summary>
[CollectionDefinition("servers")]
public sealed class ServersCollection : ICollectionFixture<Servers>;

/// <summary>The real servers, and a fresh database or virtual host for whoever asks.</summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Type, Lazy<Task<string>>> _templates = new();
    private LocalCopy? _copy;
    private int _databases;

    /// <summary>The servers' processes: kill, pause, resume, wait until back.</summary>
    public LocalCopy Copy => _copy ?? throw new InvalidOperationException("The servers are not started.");

    /// <summary>The broker's administrator's address, default virtual host.</summary>
    public string Broker => Copy.Resource("messaging").ConnectionString!;

    /// <summary>StackExchange.Redis configuration.</summary>
    public string Cache => Copy.Resource("cache").ConnectionString!;

    /// <summary>PostgreSQL's administrator's connection string, without a database.</summary>
    public string Administrator => Copy.Resource("postgres").ConnectionString!;

    /// <summary>A client of RabbitMQ's management API, signed in as administrator; paths begin with <c>api/</c>.</summary>
    public HttpClient Management()
    {
        var user = new Uri(Broker).UserInfo.Split(':');
        return new HttpClient
        {
            BaseAddress = new Uri(Copy.Resource("messaging").Endpoints["management"] + "/"),
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user[0]}:{Uri.UnescapeDataString(user[1])}"))),
            },
        };
    }

    /// <summary>An empty database with the extensions that Setup creates; its connection string, as administrator.</summary>
    public async Task<string> CreateDatabaseAsync(string prefix)
    {
        var database = await CreateAsync(prefix, "template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'und' LOCALE 'C.UTF-8'");
        await ExecuteAsync(database, "CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent");
        return database;
    }

    /// <summary>A database with the service's tables, cloned from a template that is migrated once.</summary>
    public async Task<string> CreateDatabaseAsync<TDb>(string prefix) where TDb : DbContext
    {
        var template = await _templates.GetOrAdd(typeof(TDb), _ => new(() => CreateTemplateAsync<TDb>(prefix))).Value;
        return await CreateAsync(prefix, new NpgsqlConnectionStringBuilder(template).Database!);
    }

    /// <summary>A virtual host of its own: queues and exchanges of one test class are not seen by another. The amqp address.</summary>
    public async Task<string> CreateVirtualHostAsync(string prefix)
    {
        var name = $"{prefix}{Interlocked.Increment(ref _databases)}";
        using var management = Management();
        using var created = await management.PutAsync($"api/vhosts/{name}", null);
        created.EnsureSuccessStatusCode();
        return $"{Broker.TrimEnd('/')}/{name}";
    }

    /// <inheritdoc/>
    public async Task InitializeAsync() => _copy = await LocalCopy.StartAsync("--only", "postgres,messaging,cache");

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_copy is not null)
        {
            await _copy.DisposeAsync();
        }
    }

    private async Task<string> CreateTemplateAsync<TDb>(string prefix) where TDb : DbContext
    {
        var template = await CreateDatabaseAsync($"{prefix}_template");
        await using (var db = (TDb)Activator.CreateInstance(typeof(TDb), DatabaseOptions.For<TDb>(template))!)
        {
            if (db.Database.GetMigrations().Any())
            {
                await db.Database.MigrateAsync();
            }
            else
            {
                await db.Database.EnsureCreatedAsync();
            }
        }

        // PostgreSQL does not clone a database to which somebody is connected.
        await using var connection = new NpgsqlConnection(template);
        NpgsqlConnection.ClearPool(connection);
        return template;
    }

    private async Task<string> CreateAsync(string prefix, string template)
    {
        var name = $"{prefix}{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(Administrator, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new NpgsqlConnectionStringBuilder(Administrator) { Database = name }.ConnectionString;
    }

    private static async Task ExecuteAsync(string address, string sql)
    {
        // Not pooled: an idle connection would keep the database from being cloned.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
