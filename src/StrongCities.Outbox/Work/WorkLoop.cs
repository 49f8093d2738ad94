using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace StrongCities.Outbox;

/// <summary>
/// Works the due rows of one kind, on any number of replicas: claims with a lease, works outside any transaction, completes only while the claim is still its own.
/// A row is worked at least once; a failed try returns after a growing wait of at most ten minutes. A process that is stopped claims no more and finishes what it has begun
/// within <see cref="FinishTime"/>; what is not finished then is given back at once.
/// </summary>
public abstract partial class WorkLoop<TDb, TRow>(IServiceProvider services) : BackgroundService
    where TDb : DbContext
    where TRow : WorkRow
{
    private readonly ILogger log = services.GetRequiredService<ILoggerFactory>().CreateLogger("StrongCities.Outbox.Work." + typeof(TRow).Name);
    private readonly TimeProvider time = services.GetRequiredService<TimeProvider>();
    private readonly IDbContextFactory<TDb> databases = services.GetRequiredService<IDbContextFactory<TDb>>();
    private readonly NpgsqlDataSource source = services.GetRequiredService<NpgsqlDataSource>();
    private readonly Counter<long> worked = services.GetRequiredService<IMeterFactory>().Create(Telemetry.Name)
        .CreateCounter<long>("strongcities.work.tries", "{try}", "Tries of work rows, by kind and outcome (done, failed, gave_up, lost).");

    /// <summary>Tries after which the loop gives up; 200 is about 32 hours of a neighbour's outage.</summary>
    protected virtual int TriesMax => 200;

    /// <summary>Rows worked side by side.</summary>
    protected virtual int ParallelRowsMax => 4;

    /// <summary>How long one try may take; its token is cancelled five seconds before another process may claim the row.</summary>
    protected virtual TimeSpan Lease => TimeSpan.FromSeconds(60);

    /// <summary>How long a process that is stopped works on what it has begun: a mail that the server took and that is not recorded would go out twice.</summary>
    protected virtual TimeSpan FinishTime => TimeSpan.FromSeconds(10);

    /// <summary>
    /// Does the work. <paramref name="row"/> is tracked by <paramref name="db"/>: changes are saved together with the completion, and facts may be added.
    /// An exception means another try. The effect outside must bear repetition: the process may end before the completion is recorded.
    /// </summary>
    protected abstract Task WorkAsync(TRow row, TDb db, CancellationToken stop);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = services.GetRequiredService<OutboxSignal>().Subscribe();
        var sql = Sql();
        // From the first moment: a counter that is first seen at 1 shows no increase.
        foreach (var outcome in new[] { "done", "failed", "gave_up", "lost" })
        {
            Count(outcome, 0);
        }

        using var finish = new CancellationTokenSource();
        await using var leaving = stoppingToken.Register(() => finish.CancelAfter(FinishTime));
        while (!stoppingToken.IsCancellationRequested)
        {
            var claim = Guid.NewGuid();
            List<Guid> ids = [];
            try
            {
                ids = await ClaimAsync(sql, claim, stoppingToken);
                await Task.WhenAll(ids.Select(id => TryAsync(sql, id, claim, finish.Token)));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                await GiveBackAsync(sql, claim);
                return;
            }
            catch (Exception failure)
            {
                // A background service that ends is never restarted; the claims it held expire with their lease.
                if (ForgetLostServer.IsLost(failure))
                {
                    source.Clear();
                }

                Log.LoopFailed(log, failure.GetType().Name, new RedactedException(failure));
                ids = [];
            }

            if (ids.Count == 0)
            {
                try
                {
                    await OutboxSignal.WaitAsync(wake, TimeSpan.FromSeconds(1), time, stoppingToken);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private async Task<List<Guid>> ClaimAsync(Statements sql, Guid claim, CancellationToken stop)
    {
        await using var command = source.CreateCommand(sql.Claim);
        command.Parameters.Add(new() { Value = claim });
        command.Parameters.Add(new() { Value = Lease });
        command.Parameters.Add(new() { Value = ParallelRowsMax });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(stop))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    /// <summary>Not stoppable: a claim that stays would make everybody wait for its lease.</summary>
    private async Task GiveBackAsync(Statements sql, Guid claim)
    {
        try
        {
            await using var command = source.CreateCommand(sql.GiveBack);
            command.Parameters.Add(new() { Value = claim });
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            Log.LoopFailed(log, failure.GetType().Name, new RedactedException(failure));
        }
    }

    private async Task TryAsync(Statements sql, Guid id, Guid claim, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var row = await db.Set<TRow>().SingleOrDefaultAsync(x => x.Id == id && x.Claim == claim, stop);
        if (row is null)
        {
            return;
        }

        using var span = Telemetry.Continue("work " + typeof(TRow).Name, ActivityKind.Internal, row.TraceParent, row.TraceState);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Lease - TimeSpan.FromSeconds(5));
        try
        {
            await WorkAsync(row, db, limit.Token);
            var own = await CompleteAsync(sql, db, id, claim, stop);
            Count(own ? "done" : "lost");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            await FailAsync(sql, row, claim, failure, stop);
        }
    }

    private async Task<bool> CompleteAsync(Statements sql, TDb db, Guid id, Guid claim, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // The fence: whoever worked past its lease finds another claim here and changes nothing.
        if (await db.Database.ExecuteSqlRawAsync(sql.Complete, [id, claim], stop) == 0)
        {
            Log.ClaimLost(log, id);
            return false;
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    private async Task FailAsync(Statements sql, TRow row, Guid claim, Exception failure, CancellationToken stop)
    {
        var gaveUp = row.Attempts >= TriesMax;
        await using var command = source.CreateCommand(sql.Fail);
        command.Parameters.Add(new() { Value = row.Id });
        command.Parameters.Add(new() { Value = claim });
        command.Parameters.Add(new() { Value = BackOff.After(row.Attempts, TimeSpan.FromMinutes(10), Random.Shared.NextDouble()) });
        command.Parameters.Add(new() { Value = failure.GetType().Name });
        command.Parameters.Add(new() { Value = gaveUp });
        await command.ExecuteNonQueryAsync(stop);
        Count(gaveUp ? "gave_up" : "failed");
        if (gaveUp)
        {
            Log.GaveUp(log, row.Id, row.Attempts, failure.GetType().Name);
        }
        else
        {
            Log.Failed(log, row.Id, row.Attempts, failure.GetType().Name, new RedactedException(failure));
        }
    }

    private void Count(string outcome, int tries = 1) => worked.Add(tries,
        new KeyValuePair<string, object?>("kind", typeof(TRow).Name), new KeyValuePair<string, object?>("outcome", outcome));

    private Statements Sql()
    {
        using var db = databases.CreateDbContext();
        var table = db.Model.FindEntityType(typeof(TRow))?.GetSchemaQualifiedTableName()
            ?? throw new InvalidOperationException($"{typeof(TRow).Name} is not mapped: call AddWork in OnModelCreating.");
        return new Statements(
            Claim: $"""
            {Database.Quiet}UPDATE {table} SET claim = $1, claimed_until = now() + $2, attempts = attempts + 1
            WHERE id IN (
                SELECT id FROM {table}
                WHERE done_at IS NULL AND gave_up_at IS NULL
                  AND (next_try IS NULL OR next_try <= now()) AND (claimed_until IS NULL OR claimed_until < now())
                ORDER BY next_try NULLS FIRST, created_at
                LIMIT $3
                FOR UPDATE SKIP LOCKED)
            RETURNING id
            """,
            Complete: $"UPDATE {table} SET done_at = now(), claim = NULL, claimed_until = NULL, error = NULL WHERE id = {{0}} AND claim = {{1}}",
            Fail: $"""
            UPDATE {table} SET claim = NULL, claimed_until = NULL, next_try = now() + $3, error = $4, gave_up_at = CASE WHEN $5 THEN now() END
            WHERE id = $1 AND claim = $2
            """,
            GiveBack: $"UPDATE {table} SET claim = NULL, claimed_until = NULL, attempts = attempts - 1 WHERE claim = $1");
    }

    private sealed record Statements(string Claim, string Complete, string Fail, string GiveBack);

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Warning, "The work loop cannot reach its database ({Error}); it tries again.")]
        public static partial void LoopFailed(ILogger log, string error, Exception failure);

        [LoggerMessage(11, LogLevel.Warning, "Work {Id} outlived its claim; another process has it now.")]
        public static partial void ClaimLost(ILogger log, Guid id);

        [LoggerMessage(12, LogLevel.Warning, "Work {Id} failed, try {Attempts}: {Error}.")]
        public static partial void Failed(ILogger log, Guid id, int attempts, string error, Exception failure);

        [LoggerMessage(13, LogLevel.Error, "Work {Id} is given up after {Attempts} tries: {Error}.")]
        public static partial void GaveUp(ILogger log, Guid id, int attempts, string error);
    }
}
