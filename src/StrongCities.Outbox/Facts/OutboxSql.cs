using Npgsql;
using NpgsqlTypes;

namespace StrongCities.Outbox;

/// <summary>Records facts from explicit SQL; the writer calls <see cref="OutboxSignal.Wake"/> after its commit.</summary>
public static class OutboxSql
{
    /// <summary>One statement that records all rows in the order given, whatever their number; to be run in the transaction of the change.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<OutboxRow> rows) => new(
        """
        INSERT INTO outbox (message_id, type, key, body, trace_parent, trace_state)
        SELECT message_id, type, key, body, trace_parent, trace_state
        FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS fact (message_id, type, key, body, trace_parent, trace_state, place)
        ORDER BY place
        """)
    {
        Parameters =
        {
            Column(NpgsqlDbType.Uuid, rows.Select(row => row.MessageId).ToArray()),
            Column(NpgsqlDbType.Text, rows.Select(row => row.Type).ToArray()),
            Column(NpgsqlDbType.Text, rows.Select(row => row.Key).ToArray()),
            Column(NpgsqlDbType.Jsonb, rows.Select(row => row.Body).ToArray()),
            Column(NpgsqlDbType.Text, rows.Select(row => row.TraceParent).ToArray()),
            Column(NpgsqlDbType.Text, rows.Select(row => row.TraceState).ToArray()),
        },
    };

    private static NpgsqlParameter Column(NpgsqlDbType type, object values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };
}
