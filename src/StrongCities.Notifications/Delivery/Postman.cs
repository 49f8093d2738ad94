using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;

namespace StrongCities.Notifications.Delivery;

/// <summary>Hands one mail to the SMTP server, or, where none is set in Development, to nobody: it is then only in the mailbox.</summary>
internal sealed class Postman(MailSettings settings)
{
    /// <exception cref="MailRefusedException">The server refuses this mail for good.</exception>
    /// <exception cref="Exception">Anything else: try again later. The server may have taken the mail all the same; the stable Message-ID tells.</exception>
    public async Task DeliverAsync(SentMail mail, string? calendarMethod, CancellationToken cancellationToken)
    {
        if (settings.SmtpHost is null)
        {
            return;
        }

        using var message = Compose(mail, calendarMethod, settings.Sender);
        using var client = new SmtpClient { Timeout = 15_000 };
        try
        {
            var security = settings.SmtpSecurity switch
            {
                "none" => SecureSocketOptions.None,
                "tls" => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.StartTls,
            };
            await client.ConnectAsync(settings.SmtpHost, settings.SmtpPort, security, cancellationToken);
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

    /// <summary>multipart/alternative of text, HTML and, last, the calendar: the order in which calendar programmes look for it.</summary>
    internal static MimeMessage Compose(SentMail mail, string? calendarMethod, string sender)
    {
        var body = new Multipart("alternative")
        {
            new TextPart(TextFormat.Plain) { Text = mail.Text },
            new TextPart(TextFormat.Html) { Text = mail.Html },
        };
        if (mail.Calendar is not null)
        {
            var calendar = new TextPart("calendar") { Text = mail.Calendar };
            calendar.ContentType.Parameters.Add("method", calendarMethod ?? "REQUEST");
            body.Add(calendar);
        }

        var message = new MimeMessage { Subject = mail.Subject, MessageId = mail.MessageId, Body = body };
        message.From.Add(new MailboxAddress("Strong Cities", sender));
        // The address was validated where it was typed; parsing it again keeps a line break from adding a header.
        message.To.Add(MailboxAddress.Parse(mail.ToAddress));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        return message;
    }
}

/// <summary>The receiving server refuses the mail for good.</summary>
internal sealed class MailRefusedException(int status) : Exception($"SMTP {status}")
{
    public int Status { get; } = status;
}
