using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace StrongCities.Outbox;

/// <summary>
/// Handles a fact in the service's own database only: the effect and the inbox row commit together, so a message delivered twice has one effect.
/// Whatever needs a neighbour or a mail server is a <see cref="WorkRow"/> that the handler adds.
/// </summary>
public abstract partial class FactConsumer<TDb, TFact>(TDb db) : IConsumer<TFact>, IFactConsumer
    where TDb : DbContext
    where TFact : class
{
    /// <summary>The context whose transaction holds the effect; saved and committed after the handler.</summary>
    protected TDb Db => db;

    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<TFact> context)
    {
        try
        {
            await HandleOnceAsync(context);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
        {
            // MassTransit logs what it catches and writes the text into the dead letter's headers, so it gets neither text nor cause.
            Log.Failed(db.GetService<ILoggerFactory>().CreateLogger(GetType()), context.MessageId, failure.GetType().Name);
            throw IsOutage(failure) ? new DatabaseUnreachableException(failure) : new RedactedException(failure);
        }
    }

    /// <summary>The effect of the fact. It may add rows, facts and work rows through <see cref="Db"/>; it must not call another service.</summary>
    protected abstract Task HandleAsync(TFact fact, FactContext context, CancellationToken stop);

    private async Task HandleOnceAsync(ConsumeContext<TFact> context)
    {
        var stop = context.CancellationToken;
        var messageId = context.MessageId ?? throw new InvalidOperationException("The message has no id.");
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var fresh = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO inbox (message_id, consumer) VALUES ({messageId}, {GetType().Name}) ON CONFLICT DO NOTHING", stop);
        if (fresh == 0)
        {
            return;
        }

        await HandleAsync(context.Message, new FactContext(messageId, context.SentTime), stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    // Transient errors and lost connections say nothing about the message: it waits instead of becoming a dead letter.
    private static bool IsOutage(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException { IsTransient: true } or NpgsqlException and not PostgresException)
            {
                return true;
            }
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "Message {MessageId} was not handled: {Error}.")]
        public static partial void Failed(ILogger log, Guid? messageId, string error);
    }
}

/// <summary>Marks the consumers that the bus may run: those whose effect commits with the inbox.</summary>
public interface IFactConsumer : IConsumer;

/// <summary>The service's own database does not answer.</summary>
internal sealed class DatabaseUnreachableException(Exception cause) : Exception(cause.GetType().FullName);
