using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace StrongCities.Admission;

/// <summary>
/// Hands due moves (end of a hold, an offer's deadline, a release) to the ledger. Every replica runs it: a claimed row is skipped by the others for ten seconds,
/// and the ledger itself lets a move happen once, so a replica that dies over a claim loses nothing.
/// </summary>
internal sealed partial class TimedMoves(NpgsqlDataSource database, Ledger ledger, AdmissionOptions options, TimeProvider time, ILogger<TimedMoves> log) : BackgroundService
{
    private const int ClaimRows = 256;

    // The comment keeps a query a second out of the traces (Outbox).
    private const string Claim = """
        /* poll */ update admission_moves set claimed_until = now() + interval '10 seconds'
        where id in (
            select id from admission_moves where due_at < now() and (claimed_until is null or claimed_until < now())
            order by due_at limit 256 for update skip locked)
        returning id, offering_id, kind, group_name
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Ledger.CountFromZero();
        var forgetAt = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            var claimed = 0;
            try
            {
                claimed = await RunDueAsync(stoppingToken);
                if (time.GetUtcNow() >= forgetAt)
                {
                    await using var forget = database.CreateCommand("/* poll */ delete from admission_answers where answered_at < now() - interval '7 days'");
                    await forget.ExecuteNonQueryAsync(stoppingToken);
                    forgetAt = time.GetUtcNow().AddHours(1);
                }
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
            {
                LogFailed(failure.GetType().Name, (failure as PostgresException)?.SqlState);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            if (claimed < ClaimRows)
            {
                await Task.Delay(options.PollTime, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Runs what is due now; returns how many moves were claimed.</summary>
    internal async Task<int> RunDueAsync(CancellationToken cancellation)
    {
        List<LedgerRequest> due = [];
        await using (var claim = database.CreateCommand(Claim))
        await using (var row = await claim.ExecuteReaderAsync(cancellation))
        {
            while (await row.ReadAsync(cancellation))
            {
                var (id, offering) = (row.GetGuid(0), row.GetGuid(1));
                due.Add((TimedMoveKind)row.GetInt16(2) switch
                {
                    TimedMoveKind.EndHold => new EndHold(offering, id),
                    TimedMoveKind.ExpireOffer => new ExpireOffer(offering, id),
                    _ => new ReleaseReservation(offering, id, row.GetString(3)),
                });
            }
        }

        // What fails is claimed again in ten seconds.
        var moves = due.Select(move => ledger.DecideAsync(move, cancellation)).ToList();
        await ((Task)Task.WhenAll(moves)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (moves.Count(m => m.IsFaulted) is > 0 and var failed)
        {
            LogMovesFailed(failed);
        }

        return due.Count;
    }

    [LoggerMessage(1, LogLevel.Warning, "Due moves could not be read: {Failure} {SqlState}; looked for again in a moment")]
    private partial void LogFailed(string failure, string? sqlState);

    [LoggerMessage(2, LogLevel.Error, "{Moves} due moves failed; they are tried again in ten seconds")]
    private partial void LogMovesFailed(int moves);
}
