using Npgsql;

namespace StrongCities.Setup;

/// <summary>A fact that a relay gave up on.</summary>
internal sealed record ParkedFact(string Service, long Seq, string Type, int Attempts, string Error, DateTimeOffset ParkedAt);

/// <summary>The facts that lie parked in the services' outboxes; no content, since whoever looks needs none.</summary>
internal static class ParkedFacts
{
    public static async Task<IReadOnlyList<ParkedFact>> ListAsync(string administrator, CancellationToken cancellationToken)
    {
        var parked = new List<ParkedFact>();
        foreach (var database in ServiceDatabase.All)
        {
            await using var connection = await OpenAsync(administrator, database, cancellationToken);
            if (connection is null)
            {
                continue;
            }

            await using var list = new NpgsqlCommand("select seq, type, attempts, coalesce(error, ''), parked_at from outbox where parked_at is not null order by seq", connection);
            await using var rows = await list.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                parked.Add(new ParkedFact(database.Service, rows.GetInt64(0), rows.GetString(1), rows.GetInt32(2), rows.GetString(3), rows.GetFieldValue<DateTimeOffset>(4)));
            }
        }

        return parked;
    }

    /// <summary>Lets the relay try again, one row or all; returns how many rows were parked and no longer are.</summary>
    public static async Task<int> ReleaseAsync(string administrator, string service, long? seq, CancellationToken cancellationToken)
    {
        var database = ServiceDatabase.All.FirstOrDefault(known => known.Service == service)
            ?? throw new SetupException($"There is no service {service} with an outbox.");
        await using var connection = await OpenAsync(administrator, database, cancellationToken)
            ?? throw new SetupException($"{service} has no outbox.");
        await using var release = new NpgsqlCommand(
            "update outbox set parked_at = null, attempts = 0, next_try = null, error = null where parked_at is not null and ($1::bigint is null or seq = $1)", connection)
        { Parameters = { new() { Value = seq is { } one ? one : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint } } };
        return await release.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The service's database, or null when it has no outbox (Web).</summary>
    private static async Task<NpgsqlConnection?> OpenAsync(string administrator, ServiceDatabase database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(PostgresServer.Administrative(administrator, database.Name));
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var look = new NpgsqlCommand("select to_regclass('public.outbox') is not null", connection);
            if (await look.ExecuteScalarAsync(cancellationToken) is true)
            {
                return connection;
            }
        }
        catch (NpgsqlException error)
        {
            await connection.DisposeAsync();
            throw new SetupException($"{database.Name} cannot be reached ({error.SqlState ?? error.GetType().Name}).");
        }

        await connection.DisposeAsync();
        return null;
    }
}
