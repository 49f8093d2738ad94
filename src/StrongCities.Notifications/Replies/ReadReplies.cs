using MailKit;
using MailKit.Net.Imap;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry;
using StrongCities.Notifications.Delivery;

namespace StrongCities.Notifications.Replies;

/// <summary>
/// Reads what calendar programmes and mail servers answer to the sender's mailbox, each minute. A declined invitation moves no seat: whoever declined is asked by mail
/// whether the place is given up, once for each invitation. Mail that came back is recorded as bounced. Nothing else is read, kept or changed there.
/// </summary>
internal sealed class ReadReplies(IDbContextFactory<NotificationsDb> databases, ReplySettings settings, MailSettings mail, MailOutcomes outcomes, TimeProvider time, ILogger<ReadReplies> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Larger messages are neither a reply nor a report: both are a few kilobytes, and a report may hold the mail that came back.</summary>
    private const uint BytesMax = 1_000_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                // Looking each minute would bury the traces that people look for; a question to a reader goes on in the trace of its invitation.
                using var quiet = SuppressInstrumentationScope.Begin();
                await ReadAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Failed(logger, error.GetType().Name, null);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Reads what came since the last time. What is found and how far was read are committed together, and reading twice does nothing twice.</summary>
    internal async Task ReadAsync(CancellationToken stop)
    {
        using var client = new ImapClient { Timeout = 10_000 };
        await client.ConnectAsync(settings.Host, settings.Port, MailSettings.Security(settings.Security), stop);
        await client.AuthenticateAsync(settings.User, settings.Password, stop);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, stop);

        await using var db = await databases.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var position = await db.ReplyPositions.SingleOrDefaultAsync(row => row.Mailbox == settings.Mailbox, stop);
        var last = position?.Validity == client.Inbox.UidValidity ? position.LastUid : 0;
        var newest = last;
        // A range that begins behind the newest message is answered with the newest all the same.
        var range = new UniqueIdRange(new UniqueId(last + 1), UniqueId.MaxValue);
        foreach (var summary in await client.Inbox.FetchAsync(range, MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure | MessageSummaryItems.Size, stop))
        {
            if (summary.UniqueId.Id <= last)
            {
                continue;
            }

            newest = Math.Max(newest, summary.UniqueId.Id);
            if (summary.Size <= BytesMax && MayBeReply(summary))
            {
                using var message = await client.Inbox.GetMessageAsync(summary.UniqueId, stop);
                await TakeAsync(Reply.Of(message, mail.SenderDomain), db, stop);
            }
        }

        await db.SaveChangesAsync(stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into reply_positions (mailbox, validity, last_uid) values ({settings.Mailbox}, {(long)client.Inbox.UidValidity}, {(long)newest})
            on conflict (mailbox) do update set validity = excluded.validity, last_uid = excluded.last_uid
            """, stop);
        await transaction.CommitAsync(stop);
        await client.DisconnectAsync(quit: true, stop);
    }

    private static bool MayBeReply(IMessageSummary summary) =>
        summary.BodyParts.Any(part => part.ContentType.IsMimeType("text", "calendar") || part.ContentType.IsMimeType("message", "delivery-status"));

    private async Task TakeAsync(Reply reply, NotificationsDb db, CancellationToken stop)
    {
        foreach (var uid in reply.Declined)
        {
            // Whoever declines is known by the UID, which nobody else has; the sender of the message is not looked at.
            var invitation = await db.Intents.FromSql($"select * from mail_intents where invited_uids @> array[{uid}] order by done_at desc limit 1").AsNoTracking().SingleOrDefaultAsync(stop);
            if (invitation is not null)
            {
                await db.AddOnceAsync(invitation, invitation.AboutId, invitation.PersonId, stop, MailKinds.CalendarDeclined);
            }
        }

        if (reply.Returned is var (mailId, status))
        {
            // Locked: another replica may be reading the same report.
            var returned = await db.Intents.FromSql($"select * from mail_intents where id = {mailId} for update").SingleOrDefaultAsync(stop);
            if (returned is { Outcome: MailOutcomes.Sent })
            {
                await outcomes.BounceAsync(returned, status, db, stop);
            }
        }
    }

    private static readonly Action<ILogger, string, Exception?> Failed =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1, "RepliesNotRead"), "The sender's mailbox was not read ({ErrorType}); it is tried again");
}
