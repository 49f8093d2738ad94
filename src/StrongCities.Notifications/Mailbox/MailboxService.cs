using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Notifications;
using StrongCities.Notifications.Delivery;
using StrongCities.ServiceDefaults.Refusals;
using static StrongCities.Contracts.Notifications.Mailbox;

namespace StrongCities.Notifications.Mailbox;

/// <summary>The mailbox of a demonstration; closed outside Development, where it would show everybody's mail.</summary>
[AllowAnonymous]
public sealed class MailboxService(NotificationsDb db, IHostEnvironment environment) : MailboxBase
{
    public override async Task<ListMailReply> ListMail(ListMailRequest request, ServerCallContext context)
    {
        RequireDevelopment();
        var mails = await db.Sent.AsNoTracking()
            .Where(mail => request.To == "" || mail.ToAddress == request.To)
            .OrderByDescending(mail => mail.SentAt).ThenByDescending(mail => mail.Id)
            .Take(100)
            .Select(mail => new { mail.Id, mail.ToAddress, mail.Subject, mail.Language, mail.SentAt, mail.MessageId, mail.Kind })
            .ToListAsync(context.CancellationToken);
        var reply = new ListMailReply();
        reply.Mails.AddRange(mails.Select(mail => new Mail
        {
            MailId = mail.Id.ToString(),
            To = mail.ToAddress,
            Subject = mail.Subject,
            Language = mail.Language,
            SentAt = mail.SentAt.ToTimestamp(),
            MessageId = mail.MessageId,
            Kind = mail.Kind,
        }));
        return reply;
    }

    public override async Task<Mail> GetMail(GetMailRequest request, ServerCallContext context)
    {
        RequireDevelopment();
        var mail = Guid.TryParse(request.MailId, out var id)
            ? await db.Sent.AsNoTracking().SingleOrDefaultAsync(sent => sent.Id == id, context.CancellationToken)
            : null;
        return mail is null
            ? throw new RefusedException(MailboxRefusals.MailUnknown)
            : new Mail
            {
                MailId = mail.Id.ToString(),
                To = mail.ToAddress,
                Subject = mail.Subject,
                Language = mail.Language,
                SentAt = mail.SentAt.ToTimestamp(),
                Text = mail.Text,
                Html = mail.Html,
                Calendars = { mail.Calendars },
                MessageId = mail.MessageId,
                Kind = mail.Kind,
            };
    }

    private void RequireDevelopment()
    {
        if (!environment.IsDevelopment())
        {
            throw new RefusedException(MailboxRefusals.MailboxClosed);
        }
    }
}
