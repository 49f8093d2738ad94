using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace StrongCities.Outbox;

/// <summary>
/// Publishes the rows of one database's outbox. A session advisory lock elects one relay among all processes of the service;
/// reading and deleting run on the very connection that holds the lock, so whoever loses it can do neither.
/// </summary>
internal sealed partial class OutboxRelay<TDb>(
    DatabaseAddress<TDb> address, IBusControl bus, FactTypes types, RequiredConsumers required, OutboxSignal signal,
    RelayOptions options, RelayMetrics metrics, TimeProvider time, ILogger<OutboxRelay<TDb>> log) : BackgroundService
    where TDb : DbContext
{
    // "outbox" in ASCII; advisory locks are per database, so every service may use the same number.
    private const long Role = 0x6f7574626f78;

    // A batch ends here even if rows are left, well before the server takes a silent leader's session away.
    private static readonly TimeSpan BatchTime = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = signal.Subscribe();
        await using var source = DedicatedConnection();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stoppingToken);
                await StandByAsync(connection, stoppingToken);
                Log.Elected(log);
                await LeadAsync(connection, wake, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // A background service that ends is never restarted; the relay must outlive whatever happens to its database.
                Log.Lost(log, failure.GetType().Name, new RedactedException(failure));
            }
            finally
            {
                metrics.StandsBy();
            }

            await Task.Delay(options.Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Outside the pool: closing it ends the session and with it the role, at once.</summary>
    private NpgsqlDataSource DedicatedConnection()
    {
        var source = new NpgsqlDataSourceBuilder(address.ConnectionString);
        source.ConnectionStringBuilder.Pooling = false;
        source.ConnectionStringBuilder.CommandTimeout = 10;
        source.ConnectionStringBuilder.ApplicationName += " relay";
        source.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false));
        return source.Build();
    }

    private async Task StandByAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        // A frozen leader (a stopped process keeps its sockets) must not keep the role for ever.
        await using (var limit = new NpgsqlCommand("SET idle_session_timeout = '60s'", connection))
        {
            await limit.ExecuteNonQueryAsync(stop);
        }

        await using var ask = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Role } } };
        while (await ask.ExecuteScalarAsync(stop) is not true)
        {
            await Task.Delay(options.Poll, time, stop);
        }
    }

    private async Task LeadAsync(NpgsqlConnection connection, ChannelReader<bool> wake, CancellationToken stop)
    {
        var measured = long.MinValue;
        while (true)
        {
            var rows = await ReadAsync(connection, stop);
            var batch = await PublishAsync(rows, stop);
            await RecordAsync(connection, batch);
            stop.ThrowIfCancellationRequested();

            if (measured == long.MinValue || time.GetElapsedTime(measured) > TimeSpan.FromSeconds(5))
            {
                metrics.Measured(await MeasureAsync(connection, stop));
                measured = time.GetTimestamp();
            }

            if (batch.Outage)
            {
                Log.BrokerUnreachable(log, rows.Count - batch.Confirmed.Count);
                await Task.Delay(options.Poll, time, stop);
            }
            else if (batch.Confirmed.IsEmpty)
            {
                await OutboxSignal.WaitAsync(wake, options.Poll, time, stop);
            }
        }
    }

    private async Task<List<Row>> ReadAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        // Only the first row of a key ever fails, so a waiting one holds back exactly its own key.
        await using var read = new NpgsqlCommand(
            """
            SELECT seq, message_id, type, key, body, trace_parent, trace_state, attempts
            FROM outbox AS waiting
            WHERE parked_at IS NULL
              AND NOT EXISTS (
                SELECT FROM outbox AS held
                WHERE held.key = waiting.key AND held.parked_at IS NULL AND held.next_try > now())
            ORDER BY seq
            LIMIT $1
            """, connection)
        { Parameters = { new() { Value = options.BatchRowsMax } } };
        await using var reader = await read.ExecuteReaderAsync(stop);
        var rows = new List<Row>();
        while (await reader.ReadAsync(stop))
        {
            rows.Add(new Row(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetInt32(7)));
        }

        return rows;
    }

    private async Task<Batch> PublishAsync(List<Row> rows, CancellationToken stop)
    {
        var batch = new Batch();
        var started = time.GetTimestamp();
        var suspects = new ConcurrentBag<Row>();
        await Parallel.ForEachAsync(
            rows.GroupBy(row => row.Key),
            new ParallelOptions { MaxDegreeOfParallelism = options.ParallelKeysMax },
            async (key, _) =>
            {
                foreach (var row in key)
                {
                    if (batch.Outage || stop.IsCancellationRequested || time.GetElapsedTime(started) > BatchTime)
                    {
                        return;
                    }

                    if (await TryAsync(row, batch, stop) is not null)
                    {
                        suspects.Add(row);
                        return;
                    }
                }
            });

        // A channel that the broker closes over one row fails the others in flight on it: only who fails alone is to blame.
        foreach (var row in suspects.OrderBy(row => row.Seq))
        {
            if (batch.Outage || stop.IsCancellationRequested || time.GetElapsedTime(started) > BatchTime)
            {
                break;
            }

            if (await TryAsync(row, batch, stop) is { } failed)
            {
                batch.Failed.Add(failed);
            }
        }

        // Silence is the row's fault only while the broker confirms others; when it confirms nothing, it is blocked.
        if (batch.Confirmed.IsEmpty && batch.Failed.RemoveAll(failed => failed.Whose == PublishFailure.Silence) > 0)
        {
            batch.Outage = true;
        }

        return batch;
    }

    /// <summary>Publishes one row and waits for the broker's confirm. Returns what failed, or null; an outage is noted on the batch.</summary>
    private async Task<Failed?> TryAsync(Row row, Batch batch, CancellationToken stop)
    {
        using var span = Telemetry.Continue("outbox publish", ActivityKind.Internal, row.TraceParent, row.TraceState);
        span?.SetTag("strongcities.fact", row.Type);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.ConfirmTimeout);
        try
        {
            var type = types.Find(row.Type) ?? throw new UnknownFactException(row.Type);
            var fact = JsonSerializer.Deserialize(row.Body, type, OutboxRow.Json) ?? throw new UnknownFactException(row.Type);
            await bus.Publish(fact, type, context =>
            {
                context.MessageId = row.MessageId;
                if (required.Contains(type) && context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                {
                    rabbit.Mandatory = true;
                }
            }, limit.Token).WaitAsync(limit.Token);
            batch.Confirmed.Add(row.Seq);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            var whose = PublishFailures.Judge(failure, bus.CheckHealth().Status == BusHealthStatus.Healthy);
            metrics.Failed(whose);
            if (whose == PublishFailure.Outage)
            {
                batch.Outage = true;
                return null;
            }

            return new Failed(row, whose, failure.GetType().Name);
        }
    }

    /// <summary>Deletes what was confirmed and notes what failed; not stoppable, because a confirmed row that stays is published twice.</summary>
    private async Task RecordAsync(NpgsqlConnection connection, Batch batch)
    {
        if (!batch.Confirmed.IsEmpty)
        {
            await using var delete = new NpgsqlCommand("DELETE FROM outbox WHERE seq = ANY($1)", connection)
            { Parameters = { new() { Value = batch.Confirmed.ToArray() } } };
            await delete.ExecuteNonQueryAsync(CancellationToken.None);
            metrics.Published(batch.Confirmed.Count);
        }

        foreach (var (row, whose, error) in batch.Failed)
        {
            var attempts = row.Attempts + (whose is PublishFailure.Row or PublishFailure.Silence ? 1 : 0);
            var parked = attempts >= options.TriesMax;
            var wait = BackOff.After(Math.Max(attempts, 1), options.BackOffCap, Random.Shared.NextDouble());
            await using var note = new NpgsqlCommand(
                """
                UPDATE outbox SET attempts = $2, next_try = now() + $3, error = $4, parked_at = CASE WHEN $5 THEN now() END
                WHERE seq = $1
                """, connection)
            { Parameters = { new() { Value = row.Seq }, new() { Value = attempts }, new() { Value = wait }, new() { Value = error }, new() { Value = parked } } };
            await note.ExecuteNonQueryAsync(CancellationToken.None);
            if (parked)
            {
                Log.Parked(log, row.Seq, row.Type, attempts, error);
            }
            else
            {
                Log.Failed(log, row.Seq, row.Type, attempts, error);
            }
        }
    }

    private static async Task<Backlog> MeasureAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var count = new NpgsqlCommand(
            """
            SELECT count(*) FILTER (WHERE parked_at IS NULL),
                   coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE parked_at IS NULL)), 0)::float8,
                   count(*) FILTER (WHERE parked_at IS NOT NULL)
            FROM outbox
            """, connection);
        await using var reader = await count.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new Backlog(reader.GetInt64(0), reader.GetDouble(1), reader.GetInt64(2));
    }

    private sealed record Row(long Seq, Guid MessageId, string Type, string Key, string Body, string? TraceParent, string? TraceState, int Attempts);

    private sealed record Failed(Row Row, PublishFailure Whose, string Error);

    private sealed class Batch
    {
        public ConcurrentBag<long> Confirmed { get; } = [];

        public List<Failed> Failed { get; } = [];

        public volatile bool Outage;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "This process now publishes the outbox.")]
        public static partial void Elected(ILogger log);

        [LoggerMessage(2, LogLevel.Warning, "The outbox's database connection is lost ({Error}); standing by.")]
        public static partial void Lost(ILogger log, string error, Exception failure);

        [LoggerMessage(3, LogLevel.Warning, "The broker does not answer; {Rows} facts of this batch wait.")]
        public static partial void BrokerUnreachable(ILogger log, int rows);

        [LoggerMessage(4, LogLevel.Warning, "Fact {Seq} of type {Type} was not published, try {Attempts}: {Error}.")]
        public static partial void Failed(ILogger log, long seq, string type, int attempts, string error);

        [LoggerMessage(5, LogLevel.Error, "Fact {Seq} of type {Type} is parked after {Attempts} tries: {Error}.")]
        public static partial void Parked(ILogger log, long seq, string type, int attempts, string error);
    }
}
