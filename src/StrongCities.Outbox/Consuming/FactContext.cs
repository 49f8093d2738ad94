namespace StrongCities.Outbox;

/// <summary>What is known of a fact's delivery.</summary>
/// <param name="MessageId">The fact's identity, the same at every redelivery: a basis for ids that must not double.</param>
/// <param name="SentAt">When the owner's relay published it, by that process's clock.</param>
public sealed record FactContext(Guid MessageId, DateTimeOffset? SentAt);
