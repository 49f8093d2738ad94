using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts;

namespace StrongCities.Notifications.Delivery;

/// <summary>Deletes sent mail and, later, the intents that are done; once at start and every six hours.</summary>
internal sealed class ForgetSentMail(IDbContextFactory<NotificationsDb> databases, TimeProvider time, ILogger<ForgetSentMail> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(6), time);
        do
        {
            try
            {
                await ForgetAsync(databases, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Failed(logger, error.GetType().Name, null);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal static async Task ForgetAsync(IDbContextFactory<NotificationsDb> databases, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from sent_mail where sent_at < now() - make_interval(days => {Retention.SentMailDays});
            """, stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from mail_intents where done_at < now() - make_interval(days => {Retention.MailReferenceDays})
            """, stop);
    }

    private static readonly Action<ILogger, string, Exception?> Failed =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1, "ForgetFailed"), "Old mail was not deleted ({ErrorType}); it is tried again");
}
