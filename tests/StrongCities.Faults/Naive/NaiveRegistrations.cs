using Grpc.Core;
using Npgsql;
using RabbitMQ.Client;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.Faults.Naive;

/// <summary>
/// The service as one would write it without thinking of faults: count the seats, then insert; commit, then publish. Here to be seen to fail
/// the very load, kills and books that the real one passes; no line of it is in production code.
/// </summary>
internal sealed class NaiveRegistrations(NpgsqlDataSource database, IChannel broker) : Registrations.RegistrationsBase
{
    public override async Task<RegisterDelegationReply> RegisterDelegation(RegisterDelegationRequest request, ServerCallContext context)
    {
        var (id, dialogue) = (Guid.NewGuid(), Guid.Parse(request.GatheringId));
        await using (var connection = await database.OpenConnectionAsync(context.CancellationToken))
        {
            // Two callers who count at the same moment see the same free seats.
            var free = await AskAsync(connection, "select capacity - taken from admission_offerings where id = $1", dialogue);
            var seats = (int)Math.Min(free, request.MaxSeats);
            var confirmed = seats >= request.MinSeats;
            await using var transaction = await connection.BeginTransactionAsync(context.CancellationToken);
            await DoAsync(
                connection, "insert into admission_entries (id, offering_id, organization_id, min_seats, seats, state) values ($1, $2, $3, $4, $5, $6)",
                id, dialogue, Guid.Parse(request.OrganizationId), request.MinSeats, confirmed ? seats : 0, confirmed ? 3 : 1);
            if (confirmed)
            {
                await DoAsync(connection, "update admission_offerings set taken = taken + $2 where id = $1", dialogue, seats);
            }

            await transaction.CommitAsync(context.CancellationToken);
        }

        // Whoever dies here has taken a seat of which nobody hears.
        await broker.BasicPublishAsync("", NaiveMail.Queue, id.ToByteArray());
        return new RegisterDelegationReply { RegistrationId = id.ToString() };
    }

    private static async Task<int> AskAsync(NpgsqlConnection connection, string sql, object value)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
