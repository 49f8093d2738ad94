using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace StrongCities.Outbox;

/// <summary>
/// How many messages wait in this service's queues and lie in their dead-letter queues, asked of the broker with the service's own login.
/// The broker's own metrics tell the same where they are collected; these need nothing but the service.
/// </summary>
internal sealed partial class QueueMetrics : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly OwnQueues _queues;
    private readonly TimeProvider _time;
    private readonly ILogger<QueueMetrics> _log;
    private readonly ConnectionFactory _broker;
    private readonly ConcurrentDictionary<string, long> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _dead = new(StringComparer.Ordinal);

    public QueueMetrics(BrokerAddress address, OwnQueues queues, IMeterFactory meters, TimeProvider time, ILogger<QueueMetrics> log)
    {
        (_queues, _time, _log) = (queues, time, log);
        _broker = new ConnectionFactory { Uri = address.Uri, ClientProvidedName = "queue metrics", AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = TimeSpan.FromSeconds(5) };
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge("strongcities.queue.waiting", () => Measure(_waiting), "{message}", "Messages that no consumer has taken yet.");
        meter.CreateObservableGauge("strongcities.dead_letters", () => Measure(_dead), "{message}", "Messages in the dead-letter queue of a queue.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _broker.CreateConnectionAsync(stoppingToken);
                while (true)
                {
                    await CountAsync(connection, stoppingToken);
                    await Task.Delay(Period, _time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or IOException or OperationCanceledException or TimeoutException)
            {
                // An old number would say that all is well while nobody knows.
                _waiting.Clear();
                _dead.Clear();
                Log.Away(_log, failure.GetType().Name);
            }

            await Task.Delay(Period, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CountAsync(IConnection connection, CancellationToken stop)
    {
        foreach (var queue in _queues.Names)
        {
            // Asking for a queue that is not there closes the channel: each has its own, and the next is asked all the same.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
            try
            {
                _waiting[queue] = (await channel.QueueDeclarePassiveAsync(queue, stop)).MessageCount;
                _dead[queue] = (await channel.QueueDeclarePassiveAsync(queue + ReceiveEndpoints.DeadSuffix, stop)).MessageCount;
            }
            catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
                _waiting.TryRemove(queue, out _);
                _dead.TryRemove(queue, out _);
            }
        }
    }

    private static IEnumerable<Measurement<long>> Measure(ConcurrentDictionary<string, long> counts) =>
        counts.Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("queue", count.Key)));

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "The broker does not say how long the queues are: {Error}.")]
        public static partial void Away(ILogger log, string error);
    }
}

/// <summary>The queues of this process, as the bus has declared them.</summary>
internal sealed class OwnQueues
{
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _names.Keys;

    public void Add(string name) => _names[name] = true;
}

/// <summary>Where the broker is, with the service's login.</summary>
internal sealed record BrokerAddress(Uri Uri);
