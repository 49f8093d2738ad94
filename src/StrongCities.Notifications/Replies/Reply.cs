using System.Globalization;
using System.Text.RegularExpressions;
using MimeKit;

namespace StrongCities.Notifications.Replies;

/// <summary>What a message in the sender's mailbox says to the platform; most say nothing to it.</summary>
/// <param name="Declined">UIDs of invitations that a calendar programme declines (RFC 5546, METHOD:REPLY).</param>
/// <param name="Returned">The mail that could not be delivered (RFC 3464), with the SMTP status where the report names one.</param>
internal sealed partial record Reply(IReadOnlyList<string> Declined, (Guid MailId, int? Status)? Returned)
{
    /// <summary>Reads a message of anybody: what cannot be read says nothing.</summary>
    /// <param name="senderDomain">Right of the @ in our own Message-IDs.</param>
    public static Reply Of(MimeMessage message, string senderDomain) =>
        new([.. message.BodyParts.OfType<TextPart>().Where(part => part.ContentType.IsMimeType("text", "calendar")).SelectMany(part => DeclinedIn(part.Text)).Distinct()], ReturnedIn(message, senderDomain));

    private static List<string> DeclinedIn(string text)
    {
        try
        {
            return Ical.Net.Calendar.Load(text) is not { Method: "REPLY" } calendar ? [] :
            [
                .. calendar.Events
                    .Where(entry => entry.Uid is { Length: > 0 } && entry.Attendees.Any(attendee => string.Equals(attendee.ParticipationStatus, "DECLINED", StringComparison.OrdinalIgnoreCase)))
                    .Select(entry => entry.Uid!),
            ];
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The parser throws what its grammar happens to throw; a file of a stranger is no reason to stop reading the others.
            return [];
        }
    }

    private static (Guid, int?)? ReturnedIn(MimeMessage message, string senderDomain)
    {
        if (message.Body is not MultipartReport { ReportType: "delivery-status" } report
            || report.OfType<MessagePart>().FirstOrDefault()?.Message?.MessageId?.Split('@') is not [var id, var domain]
            || domain != senderDomain || !Guid.TryParseExact(id, "N", out var mailId))
        {
            return null;
        }

        // The first group is about the report, each other about one recipient; a mail of ours has one.
        var failed = report.OfType<MessageDeliveryStatus>().SelectMany(status => status.StatusGroups.Skip(1))
            .FirstOrDefault(group => string.Equals(group["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase));
        return failed is null ? null
            : (mailId, SmtpStatus().Match(failed["Diagnostic-Code"] ?? "") is { Success: true } code ? int.Parse(code.Groups[1].Value, CultureInfo.InvariantCulture) : null);
    }

    [GeneratedRegex(@"^\s*smtp;\s*([45]\d\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SmtpStatus();
}
