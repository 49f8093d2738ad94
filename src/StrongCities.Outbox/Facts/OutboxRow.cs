using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrongCities.Outbox;

/// <summary>A fact waiting to leave, stored in the same transaction as the change that caused it; deleted when the broker has confirmed it.</summary>
public sealed class OutboxRow
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Order of recording, given by the database; facts of one key leave in this order.</summary>
    public long Seq { get; private init; }

    /// <summary>The message's identity on the broker; consumers handle each identity once.</summary>
    public Guid MessageId { get; private init; }

    /// <summary>Full name of the fact's record in the contracts assembly, at most 300 characters.</summary>
    public string Type { get; private init; } = "";

    /// <summary>The aggregate whose facts must stay in order, usually its id.</summary>
    public string Key { get; private init; } = "";

    /// <summary>The fact as JSON; ids only, no personal data.</summary>
    public string Body { get; private init; } = "";

    /// <summary>W3C traceparent of the work that recorded the fact.</summary>
    public string? TraceParent { get; private init; }

    /// <summary>W3C tracestate of the work that recorded the fact.</summary>
    public string? TraceState { get; private init; }

    /// <summary>When the fact was recorded, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Failed tries so far that were the row's own fault; an outage of the broker is not counted.</summary>
    public int Attempts { get; private init; }

    /// <summary>Not tried again before this instant; until then later rows of the key wait.</summary>
    public DateTimeOffset? NextTry { get; private init; }

    /// <summary>Set when the relay gave up on the row; an operator decides, later rows of the key go on.</summary>
    public DateTimeOffset? ParkedAt { get; private init; }

    /// <summary>Type name of the last failure, never its text.</summary>
    public string? Error { get; private init; }

    /// <summary>The row for a fact, with the current trace; <paramref name="key"/> names the aggregate whose facts stay in order.</summary>
    public static OutboxRow Create(object fact, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var type = fact.GetType();
        return new OutboxRow
        {
            MessageId = Guid.CreateVersion7(),
            Type = type.FullName!,
            Key = key,
            Body = JsonSerializer.Serialize(fact, type, Json),
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
        };
    }
}
