using Npgsql;

namespace StrongCities.Setup;

/// <summary>
/// Makes each service's database and its two roles: an owner that only migrates and cannot sign in, and the running role,
/// which owns nothing and can neither change nor delete rows of an append-only table.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // Any number: replicas of setup take turns under it.
    private const long TurnKey = 0x5C5E7;

    private readonly NpgsqlConnection _connection;
    private readonly string _administrator;

    private PostgresServer(NpgsqlConnection connection, string administrator) => (_connection, _administrator) = (connection, administrator);

    /// <summary>Waits up to a minute for the server: nothing guarantees order.</summary>
    public static async Task<PostgresServer> ConnectAsync(string connectionString, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = new NpgsqlConnection(Administrative(connectionString, "postgres"));
            try
            {
                await connection.OpenAsync(cancellationToken);
                var server = new PostgresServer(connection, connectionString);
                await server.ExecuteAsync($"select pg_advisory_lock({TurnKey})", cancellationToken);
                return server;
            }
            catch (NpgsqlException error) when (attempt < 120 && error is not PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
            {
                await connection.DisposeAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
            catch (NpgsqlException error)
            {
                await connection.DisposeAsync();
                throw new SetupException($"PostgreSQL cannot be reached ({error.SqlState ?? error.GetType().Name}).");
            }
        }
    }

    /// <summary>A connection string to one database on the same server; <paramref name="role"/> acts instead of the administrator.</summary>
    public static string Administrative(string connectionString, string database, string? role = null) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = false, Options = role is null ? null : $"-c role={role}" }.ConnectionString;

    public async Task CreateAsync(ServiceDatabase database, string password, CancellationToken cancellationToken)
    {
        var (owner, runner) = (database.OwnerRole, database.RunningRole);
        await ExecuteAsync(
            $"""
            do $$ begin
              if not exists (select from pg_roles where rolname = '{owner}') then create role "{owner}" nologin; end if;
              if not exists (select from pg_roles where rolname = '{runner}') then create role "{runner}"; end if;
            end $$;
            alter role "{runner}" with login nosuperuser nocreatedb nocreaterole noinherit password {Literal(password)};
            """,
            cancellationToken);
        if (await ScalarAsync($"select 1 from pg_database where datname = '{database.Name}'", cancellationToken) is null)
        {
            // The ICU locale sorts and lowers every language; C.UTF-8 underneath would get the accents wrong.
            await ExecuteAsync(
                $"create database \"{database.Name}\" owner \"{owner}\" template template0 encoding 'UTF8' locale_provider icu icu_locale 'und' locale 'C.UTF-8'",
                cancellationToken);
        }

        await ExecuteAsync(
            $"""
            revoke all on database "{database.Name}" from public;
            grant connect on database "{database.Name}" to "{runner}";
            """,
            cancellationToken);
        await using var inside = await OpenAsync(database.Name, cancellationToken);
        await ExecuteAsync(
            inside,
            $"""
            create extension if not exists pg_trgm;
            create extension if not exists unaccent;
            revoke all on schema public from public;
            alter schema public owner to "{owner}";
            grant usage on schema public to "{runner}";
            """,
            cancellationToken);
    }

    /// <summary>Grants after each migration, so that a new table is never left out and an append-only one stays so.</summary>
    public async Task GrantAsync(ServiceDatabase database, CancellationToken cancellationToken)
    {
        await using var inside = await OpenAsync(database.Name, cancellationToken);
        var runner = database.RunningRole;
        await ExecuteAsync(
            inside,
            $"""
            grant select, insert, update, delete on all tables in schema public to "{runner}";
            grant usage, select on all sequences in schema public to "{runner}";
            revoke insert, update, delete, truncate on "__EFMigrationsHistory" from "{runner}";
            do $$ declare audited record; begin
              for audited in select tablename from pg_tables where schemaname = 'public' and tablename like '%\_history' loop
                execute format('revoke update, delete, truncate on %I from "{runner}"', audited.tablename);
              end loop;
            end $$;
            """,
            cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Administrative(_administrator, database));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    // Role statements take no parameters; generated passwords are letters and digits, and a quote would be doubled all the same.
    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private Task ExecuteAsync(string sql, CancellationToken cancellationToken) => ExecuteAsync(_connection, sql, cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
