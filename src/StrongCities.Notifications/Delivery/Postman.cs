using MailKit.Net.Smtp;
using MimeKit;
using MimeKit.Text;
using StrongCities.Notifications.Letters;

namespace StrongCities.Notifications.Delivery;

/// <summary>Hands one mail to the SMTP server, or, where none is set in Development, to nobody: it is then only in the mailbox.</summary>
internal sealed class Postman(MailSettings settings)
{
    /// <exception cref="MailRefusedException">The server refuses this mail for good.</exception>
    /// <exception cref="Exception">Anything else: try again later. The server may have taken the mail all the same; the stable Message-ID tells.</exception>
    public async Task DeliverAsync(SentMail mail, IReadOnlyList<CalendarPart> calendars, CancellationToken cancellationToken)
    {
        if (settings.SmtpHost is null)
        {
            return;
        }

        using var message = Compose(mail, calendars, settings);
        using var client = new SmtpClient { Timeout = 10_000 };
        try
        {
            await client.ConnectAsync(settings.SmtpHost, settings.SmtpPort, MailSettings.Security(settings.SmtpSecurity), cancellationToken);
            if (settings.SmtpUser is { Length: > 0 } user)
            {
                await client.AuthenticateAsync(user, settings.SmtpPassword ?? "", cancellationToken);
            }

            await client.SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode is >= 500 and < 600)
        {
            throw new MailRefusedException((int)refused.StatusCode);
        }

        // Accepted: a farewell that fails must not send the mail again.
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception error) when (error is IOException or SmtpProtocolException or OperationCanceledException)
        {
        }
    }

    /// <summary>
    /// multipart/alternative of text, HTML and, last, the calendar: the order in which calendar programmes look for it. Several entries are several files
    /// beside the text, because an alternative is only one of its parts.
    /// </summary>
    internal static MimeMessage Compose(SentMail mail, IReadOnlyList<CalendarPart> calendars, MailSettings settings)
    {
        var body = new Multipart("alternative")
        {
            new TextPart(TextFormat.Plain) { Text = mail.Text },
            new TextPart(TextFormat.Html) { Text = mail.Html },
        };
        var parts = calendars.Select(CalendarOf).ToList();
        if (parts is [var only])
        {
            body.Add(only);
        }

        var message = new MimeMessage { Subject = mail.Subject, MessageId = mail.MessageId, Body = parts.Count > 1 ? new Multipart("mixed") { body } : body };
        foreach (var (part, number) in parts.Count > 1 ? parts.Select((part, index) => (part, index + 1)) : [])
        {
            part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = $"{number}.ics" };
            ((Multipart)message.Body).Add(part);
        }

        message.From.Add(new MailboxAddress("Strong Cities", settings.Sender));
        // Whoever answers a mail writes to the person who answers, not to the machine.
        message.ReplyTo.Add(MailboxAddress.Parse(settings.HelpAddress));
        // The address was validated where it was typed; parsing it again keeps a line break from adding a header.
        message.To.Add(MailboxAddress.Parse(mail.ToAddress));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        return message;
    }

    private static TextPart CalendarOf(CalendarPart calendar)
    {
        var part = new TextPart("calendar") { Text = calendar.Content };
        part.ContentType.Parameters.Add("method", calendar.Method);
        return part;
    }
}

/// <summary>The receiving server refuses the mail for good.</summary>
internal sealed class MailRefusedException(int status) : Exception($"SMTP {status}")
{
    public int Status { get; } = status;
}
