using System.Collections.Frozen;
using System.Globalization;
using StrongCities.Operations.Otlp;
using StrongCities.Operations.Traces;

namespace StrongCities.Operations.Ingest;

/// <summary>
/// The attributes that are kept, by exact name. Senders have a list of their own; this one holds for every sender, because what an operator
/// is shown must not depend on each process having kept personal data out. Everything else is dropped and counted.
/// </summary>
internal static class AllowedAttributes
{
    /// <summary>Kept of one span or event.</summary>
    public const int CountMax = 32;

    private const int ValueLengthMax = 256;
    private const int StatementLengthMax = 2048;
    private const int OwnNameLengthMax = 64;
    private const string OwnPrefix = "strongcities.";

    // Not on it, on purpose: url.*, client.*, network.peer.* (a person's address), user_agent.*, user.*, exception.message and .stacktrace,
    // db.query.parameter.*, rpc.*.metadata.* (a token), messaging.message.body, db.npgsql.data_source (a connection string).
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        BookingReference.Attribute, "refusal.reason", "error.type", "exception.type", "peer.service",
        "http.route", "http.request.method", "http.response.status_code", "http.request.resend_count",
        "aspnetcore.request.is_unhandled", "aspnetcore.rate_limiting.result",
        "network.protocol.name", "network.protocol.version", "network.transport", "network.type", "server.address", "server.port",
        "rpc.system", "rpc.system.name", "rpc.service", "rpc.method", "rpc.grpc.status_code", "rpc.response.status_code",
        "grpc.method", "grpc.status_code",
        "db.system", "db.system.name", "db.name", "db.namespace", "db.operation", "db.operation.name", "db.operation.batch.size",
        "db.collection.name", "db.sql.table", "db.stored_procedure.name", "db.query.summary", "db.query.text", "db.statement",
        "db.response.status_code", "db.response.returned_rows", "db.npgsql.prepared", "db.npgsql.connection_id", "db.npgsql.rows",
        "db.redis.database_index",
        "messaging.system", "messaging.operation", "messaging.operation.name", "messaging.operation.type", "messaging.destination.name",
        "messaging.destination.kind", "messaging.message.id", "messaging.message.conversation_id", "messaging.message.body.size",
        "messaging.batch.message_count", "messaging.consumer.group.name", "messaging.rabbitmq.destination.routing_key",
        "messaging.masstransit.message_id", "messaging.masstransit.conversation_id", "messaging.masstransit.correlation_id",
        "messaging.masstransit.initiator_id", "messaging.masstransit.request_id", "messaging.masstransit.source_address",
        "messaging.masstransit.destination_address", "messaging.masstransit.message_types", "messaging.masstransit.consumer_type",
        "otel.status_code", "otel.scope.name");

    /// <summary>The attributes that may be shown, sorted by name, and how many were left out.</summary>
    public static (KeptAttribute[] Kept, int Dropped) Keep(IReadOnlyCollection<KeyValue> sent)
    {
        var kept = new SortedList<string, string>(StringComparer.Ordinal);
        foreach (var attribute in sent)
        {
            if (kept.Count < CountMax && NameOf(attribute.Key) is { } name && TextOf(name, attribute.Value) is { } value)
            {
                kept[name] = value;
            }
        }

        return ([.. kept.Select(one => new KeptAttribute(one.Key, one.Value))], sent.Count - kept.Count);
    }

    // The list's own instance of the name: a hundred thousand spans share it.
    private static string? NameOf(string sent) =>
        Names.TryGetValue(sent, out var name) ? name
        : sent.StartsWith(OwnPrefix, StringComparison.Ordinal) && sent.Length <= OwnNameLengthMax ? sent
        : null;

    private static string? TextOf(string name, AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue when name is "db.query.text" or "db.statement" =>
            SafeText.Cut(SafeText.WithoutLiterals(value.StringValue), StatementLengthMax),
        AnyValue.ValueOneofCase.StringValue => SafeText.Cut(SafeText.WithoutAddresses(value.StringValue), ValueLengthMax),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
