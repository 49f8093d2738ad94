using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace StrongCities.Outbox;

/// <summary>Whose fault a failed publish is; only the row's own counts towards parking it.</summary>
internal enum PublishFailure
{
    /// <summary>The broker cannot be reached or does not answer: every row waits, none is blamed.</summary>
    Outage,

    /// <summary>No confirm came although the broker is connected: it is blocked, or it closed the channel over this row (a forbidden exchange does so without a word).</summary>
    Silence,

    /// <summary>The broker answers but cannot take this fact now (no queue for a required fact, a queue that refuses): its key waits, nothing is counted.</summary>
    NotTaken,

    /// <summary>The row itself: unknown type, unreadable body, a forbidden exchange.</summary>
    Row,
}

internal static class PublishFailures
{
    /// <summary>Judges an exception of a publish; <paramref name="busIsHealthy"/> decides what the exception leaves open.</summary>
    public static PublishFailure Judge(Exception failure, bool busIsHealthy)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case MessageReturnedException or MessageNotAcknowledgedException:
                    return PublishFailure.NotTaken;
                case UnknownFactException or System.Text.Json.JsonException:
                    return PublishFailure.Row;
                // The broker closed the channel over what was asked (403 forbidden, 404, 406), not because it is going away.
                case OperationInterruptedException { ShutdownReason.ReplyCode: >= 400 and < 500 }:
                    return PublishFailure.Row;
                case OperationCanceledException or TimeoutException:
                    return busIsHealthy ? PublishFailure.Silence : PublishFailure.Outage;
                case OperationInterruptedException or BrokerUnreachableException or ConnectionException or System.Net.Sockets.SocketException or IOException:
                    return PublishFailure.Outage;
            }
        }

        return busIsHealthy ? PublishFailure.Row : PublishFailure.Outage;
    }
}

/// <summary>This version of the program knows no fact of that name.</summary>
internal sealed class UnknownFactException(string type) : Exception($"Unknown fact {type}.");
