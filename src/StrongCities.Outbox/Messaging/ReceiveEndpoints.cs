using MassTransit;

namespace StrongCities.Outbox;

/// <summary>
/// Every queue is a quorum queue with a delivery limit and one dead-letter queue, <c>&lt;queue&gt;_dead</c>: what a consumer refuses after its tries,
/// what nobody handles and what the broker gives up on all end there. Without it the broker drops good messages once a consumer was killed over them.
/// </summary>
internal static class ReceiveEndpoints
{
    public const string DeadSuffix = "_dead";

    private static readonly Dictionary<string, object> Limits = new()
    {
        ["x-delivery-limit"] = 20,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    public static void Configure(string name, IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        endpoint.SetQuorumQueue();
        foreach (var (argument, value) in Limits)
        {
            endpoint.SetQueueArgument(argument, value);
        }

        endpoint.BindDeadLetterQueue(name + DeadSuffix, name + DeadSuffix, dead => dead.SetQuorumQueue());
        endpoint.PrefetchCount = Messaging.PrefetchMessages;
        endpoint.PublishFaults = false;

        // Our own database being away is no fault of the message. The broker takes unacknowledged messages back after half an hour at the latest.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<DatabaseUnreachableException>();
            retry.Intervals([.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 10), .. Enumerable.Repeat(TimeSpan.FromSeconds(5), 20_000)]);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<DatabaseUnreachableException>();
            retry.Intervals(200, 1000);
        });
    }

    /// <summary>MassTransit would make <c>_error</c> and <c>_skipped</c> beside the broker's dead letters: three places to look.</summary>
    public static void OneDeadLetterQueue(IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.SendTopology.ErrorQueueNameFormatter = DeadLetterName.Instance;
        rabbit.SendTopology.DeadLetterQueueNameFormatter = DeadLetterName.Instance;
        rabbit.SendTopology.ConfigureErrorSettings = DeclareAsAtStart;
        rabbit.SendTopology.ConfigureDeadLetterSettings = DeclareAsAtStart;
    }

    // MassTransit copies the queue's arguments to its error queue; declared twice with different arguments, the broker closes the channel.
    private static void DeclareAsAtStart(IRabbitMqQueueBindingConfigurator dead)
    {
        dead.SetQuorumQueue();
        foreach (var argument in Limits.Keys.Append("x-dead-letter-exchange"))
        {
            dead.SetQueueArgument(argument, default(object));
        }
    }

    private sealed class DeadLetterName : IErrorQueueNameFormatter, IDeadLetterQueueNameFormatter
    {
        public static readonly DeadLetterName Instance = new();

        public string FormatErrorQueueName(string queueName) => queueName + DeadSuffix;

        public string FormatDeadLetterQueueName(string queueName) => queueName + DeadSuffix;
    }
}
