using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;
using StrongCities.Outbox;

namespace StrongCities.Admission;

/// <summary>
/// The one way in which seats move. Requests for one offering queue up and are decided together, many in one short transaction,
/// in the order of their arrival; any number of processes may run a ledger on one database.
/// Nothing of an offering's state is kept between two transactions.
/// </summary>
public sealed partial class Ledger(NpgsqlDataSource database, FactsOfMove facts, Eligibility? eligibility, AdmissionOptions options, OutboxSignal signal, ILogger<Ledger> log)
{
    /// <summary>Name of the ledger's activity source and meter.</summary>
    public const string TelemetryName = "StrongCities.Admission";

    // Missing in PostgresErrorCodes.
    private const string IdleInTransactionTimeout = "25P03";

    private static readonly ActivitySource Source = new(TelemetryName);
    private static readonly Meter Meter = new(TelemetryName);
    private static readonly Histogram<int> BatchRequests = Meter.CreateHistogram<int>("admission.batch.requests", "{request}", "Requests decided in one transaction.");
    private static readonly Counter<long> TriesLost = Meter.CreateCounter<long>("admission.tries.lost", "{transaction}", "Transactions that failed and were tried again.");
    private static readonly Counter<long> TurnedAway = Meter.CreateCounter<long>("admission.requests.busy", "{request}", "Requests answered busy because the queue was full.");

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, OfferingQueue> _queues = [];
    private readonly Queue<OfferingQueue> _ready = [];
    private int _workers;

    /// <summary>
    /// Decides a request and answers when the decision is committed. Never waits longer than <see cref="AdmissionOptions.RequestTime"/>:
    /// then the answer is <see cref="AdmissionRefusals.Busy"/> or <see cref="AdmissionRefusals.Unconfirmed"/>, and asking again with the same key is safe.
    /// Throws <see cref="OperationCanceledException"/> when the caller goes away (the request may still be decided), and whatever the caller's own facts and <see cref="Eligibility"/> throw.
    /// </summary>
    public Task<Answer> SubmitAsync(LedgerRequest request, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(request.Caller, Guid.Empty, nameof(request));
        ArgumentException.ThrowIfNullOrEmpty(request.Key, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Key.Length, 100, nameof(request));
        return DecideAsync(request, cancellation);
    }

    /// <summary>A counter that is first seen at 1 shows no increase to whoever watches.</summary>
    internal static void CountFromZero()
    {
        TriesLost.Add(0);
        TurnedAway.Add(0);
    }

    internal async Task<Answer> DecideAsync(LedgerRequest request, CancellationToken cancellation)
    {
        var pending = new PendingRequest(request, Activity.Current, Stopwatch.GetTimestamp() + (long)(options.RequestTime.TotalSeconds * Stopwatch.Frequency));
        if (!Enqueue(pending))
        {
            TurnedAway.Add(1);
            return Answer.Refuse(AdmissionRefusals.Busy);
        }

        try
        {
            return await pending.Answered.WaitAsync(options.RequestTime, cancellation);
        }
        catch (TimeoutException) when (!pending.Answered.IsFaulted)
        {
            return Answer.Refuse(pending.TryAbandon() ? AdmissionRefusals.Busy : AdmissionRefusals.Unconfirmed);
        }
        catch (OperationCanceledException)
        {
            pending.TryAbandon();
            throw;
        }
    }

    private bool Enqueue(PendingRequest pending)
    {
        lock (_gate)
        {
            if (!_queues.TryGetValue(pending.Request.OfferingId, out var queue))
            {
                _queues.Add(pending.Request.OfferingId, queue = new OfferingQueue(pending.Request.OfferingId));
                _ready.Enqueue(queue);
                if (_workers < options.TransactionsMax)
                {
                    _workers++;
                    // The worker outlives the request that starts it: it must not inherit its trace.
                    using (ExecutionContext.SuppressFlow())
                    {
                        _ = Task.Run(WorkAsync);
                    }
                }
            }

            if (queue.Requests.Count >= options.QueueRequestsMax)
            {
                return false;
            }

            queue.Requests.Enqueue(pending);
            return true;
        }
    }

    private async Task WorkAsync()
    {
        List<PendingRequest> batch = [];
        while (Next(batch) is { } queue)
        {
            if (batch.Count > 0)
            {
                await AnswerAsync(queue.OfferingId, batch);
                // Whoever was just answered and asks again gets into the next batch, not into the one after it: a worker that went on at once would decide the few who came first and let the rest wait.
                await Task.Yield();
            }

            lock (_gate)
            {
                if (queue.Requests.Count > 0)
                {
                    _ready.Enqueue(queue);
                }
                else
                {
                    _queues.Remove(queue.OfferingId);
                }
            }
        }
    }

    private OfferingQueue? Next(List<PendingRequest> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            if (!_ready.TryDequeue(out var queue))
            {
                _workers--;
                return null;
            }

            while (batch.Count < options.BatchRequestsMax && queue.Requests.TryDequeue(out var pending))
            {
                if (pending.TryTake())
                {
                    batch.Add(pending);
                }
            }

            return queue;
        }
    }

    /// <summary>Answers every request of the batch, come what may.</summary>
    private async Task AnswerAsync(Guid offering, IReadOnlyList<PendingRequest> batch)
    {
        using var activity = Source.StartActivity("admission decide", ActivityKind.Internal, batch[0].Activity?.Context ?? default, null, batch.Skip(1).Where(p => p.Activity is not null).Select(p => new ActivityLink(p.Activity!.Context)));
        activity?.SetTag("admission.batch.requests", batch.Count);
        var wait = TimeSpan.FromMilliseconds(20);
        for (var tries = 1; ; tries++)
        {
            try
            {
                BatchRequests.Record(batch.Count);
                var transaction = new LedgerTransaction(database, facts, eligibility, offering, batch, (int)Math.Ceiling(options.RequestTime.TotalSeconds));
                var answers = await transaction.RunAsync();
                if (transaction.FactsWritten)
                {
                    signal.Wake();
                }

                for (var i = 0; i < batch.Count; i++)
                {
                    batch[i].Answer(answers[i]);
                }

                return;
            }
            catch (Exception failure) when (MayPass(failure))
            {
                // The commit may have gone through all the same: the next try finds the answers by key before it decides anything.
                TriesLost.Add(1);
                LogTryLost(failure.GetType().Name, (failure as PostgresException)?.SqlState, tries, batch.Count);
                batch = Unexpired(batch);
                if (batch.Count == 0)
                {
                    return;
                }

                await Task.Delay(wait);
                wait = TimeSpan.FromMilliseconds(Math.Min(wait.TotalMilliseconds * 2, 250));
            }
            catch (Exception) when (batch.Count > 1)
            {
                // One request of the batch is poison: halving finds it, and the others are decided without it.
                var middle = batch.Count / 2;
                await AnswerAsync(offering, [.. batch.Take(middle)]);
                await AnswerAsync(offering, [.. batch.Skip(middle)]);
                return;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation && tries == 1)
            {
                // A key written for another offering in the same instant, or a reference drawn twice: a second look decides.
            }
            catch (PostgresException failure) when (failure.ConstraintName == AdmissionTables.EntryKey)
            {
                // The caller chose an id that another entry has.
                batch[0].Answer(Admission.Answer.Refuse(AdmissionRefusals.EntryInvalid));
                return;
            }
            catch (Exception failure)
            {
                LogPoison(failure.GetType().Name, (failure as PostgresException)?.SqlState, batch[0].Request.GetType().Name);
                batch[0].Fail(failure);
                return;
            }
        }
    }

    private static List<PendingRequest> Unexpired(IReadOnlyList<PendingRequest> batch)
    {
        List<PendingRequest> rest = [];
        foreach (var pending in batch)
        {
            if (Stopwatch.GetTimestamp() < pending.Deadline)
            {
                rest.Add(pending);
            }
            else
            {
                pending.Answer(Admission.Answer.Refuse(AdmissionRefusals.Unconfirmed));
            }
        }

        return rest;
    }

    /// <summary>Whether trying again may help: the server or the line was lost, a lock was not had, another transaction was in the way.</summary>
    private static bool MayPass(Exception failure) => failure switch
    {
        PostgresException { SqlState: IdleInTransactionTimeout or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled } => true,
        PostgresException postgres => postgres.IsTransient || postgres.SqlState.StartsWith("08", StringComparison.Ordinal) || postgres.SqlState.StartsWith("57", StringComparison.Ordinal) || postgres.SqlState.StartsWith("40", StringComparison.Ordinal),
        NpgsqlException or TimeoutException or IOException or SocketException => true,
        _ => false,
    };

    [LoggerMessage(1, LogLevel.Warning, "A ledger transaction of {Requests} requests failed with {Failure} {SqlState}, try {Tries}; it is tried again")]
    private partial void LogTryLost(string failure, string? sqlState, int tries, int requests);

    [LoggerMessage(2, LogLevel.Error, "A {Request} request failed alone with {Failure} {SqlState}")]
    private partial void LogPoison(string failure, string? sqlState, string request);

    private sealed class OfferingQueue(Guid offeringId)
    {
        public Guid OfferingId { get; } = offeringId;

        public Queue<PendingRequest> Requests { get; } = [];
    }
}

/// <summary>A request on its way through the ledger, answered once.</summary>
internal sealed class PendingRequest(LedgerRequest request, Activity? activity, long deadline)
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int Abandoned = 2;

    // Continuations would otherwise run on the worker and hold up the next batch.
    private readonly TaskCompletionSource<Answer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Queued;

    public LedgerRequest Request { get; } = request;

    public Activity? Activity { get; } = activity;

    /// <summary>In ticks of <see cref="Stopwatch"/>.</summary>
    public long Deadline { get; } = deadline;

    public Task<Answer> Answered => _answer.Task;

    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;

    /// <summary>True when the request had not been taken into a batch and now never will be.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _state, Abandoned, Queued) == Queued;

    public void Answer(Answer answer)
    {
        if (answer.Ineligible is { } failure)
        {
            Fail(failure);
        }
        else
        {
            _answer.TrySetResult(answer);
        }
    }

    public void Fail(Exception failure)
    {
        _answer.TrySetException(failure);
        // A caller that has gone away does not look at it.
        _ = _answer.Task.Exception;
    }
}
