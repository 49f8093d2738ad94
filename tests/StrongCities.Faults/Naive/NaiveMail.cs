using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace StrongCities.Faults.Naive;

/// <summary>The other half: each message heard is a mail to be sent.</summary>
internal static class NaiveMail
{
    public const string Queue = "naive-mails";

    public static async Task ListenAsync(NpgsqlDataSource database, IChannel broker)
    {
        var consumer = new AsyncEventingBasicConsumer(broker);
        consumer.ReceivedAsync += async (_, heard) =>
        {
            await using var insert = database.CreateCommand("insert into mail_intents (id, kind, about_id) values (gen_random_uuid(), 'registered', $1)");
            insert.Parameters.Add(new() { Value = new Guid(heard.Body.Span) });
            await insert.ExecuteNonQueryAsync();
        };
        await broker.BasicConsumeAsync(Queue, autoAck: true, consumer);
    }
}
