using MassTransit;

namespace StrongCities.Outbox;

/// <summary>What a service listens to and how it publishes.</summary>
public sealed class MessagingBuilder
{
    internal Dictionary<Type, int> Consumers { get; } = [];

    internal HashSet<Type> Required { get; } = [];

    /// <summary>Limits of the relay.</summary>
    public RelayOptions Relay { get; } = new();

    /// <summary>
    /// Gives the consumer a queue of its own. One message at a time keeps the order of a key within this process;
    /// raise <paramref name="messagesAtOnce"/> (at most 32) only where order does not matter.
    /// </summary>
    public MessagingBuilder Consume<TConsumer>(int messagesAtOnce = 1) where TConsumer : class, IFactConsumer
    {
        Consumers.Add(typeof(TConsumer), Math.Clamp(messagesAtOnce, 1, Messaging.PrefetchMessages));
        return this;
    }

    /// <summary>The fact stays in the outbox until some queue takes it, instead of vanishing when nobody listens.</summary>
    public MessagingBuilder RequireConsumer<TFact>() where TFact : class
    {
        Required.Add(typeof(TFact));
        return this;
    }
}

/// <summary>The facts published as mandatory.</summary>
internal sealed class RequiredConsumers(IReadOnlySet<Type> facts)
{
    public bool Contains(Type fact) => facts.Contains(fact);
}
