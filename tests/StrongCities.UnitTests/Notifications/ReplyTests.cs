using System.Text;
using MimeKit;
using StrongCities.Notifications.Replies;

namespace StrongCities.UnitTests.Notifications;

/// <summary>What calendar programmes and mail servers send, as they send it.</summary>
public class ReplyTests
{
    private static readonly Guid Mail = Guid.Parse("019a1111-2222-7333-8444-555566667777");

    [Theory]
    // As Google's calendar sends it: an alternative of text, HTML and the calendar, which also comes as a file.
    [InlineData("""
        Content-Type: multipart/mixed; boundary="m"

        --m
        Content-Type: multipart/alternative; boundary="a"

        --a
        Content-Type: text/plain; charset="UTF-8"

        Somebody has declined this invitation.
        --a
        Content-Type: text/calendar; charset="UTF-8"; method=REPLY
        Content-Transfer-Encoding: 7bit

        BEGIN:VCALENDAR
        PRODID:-//Google Inc//Google Calendar 70.9054//EN
        VERSION:2.0
        CALSCALE:GREGORIAN
        METHOD:REPLY
        BEGIN:VEVENT
        DTSTART:20270318T150000Z
        DTEND:20270318T170000Z
        DTSTAMP:20270101T080000Z
        ORGANIZER;CN=network@strongcities.example:mailto:network@strongcities.example
        UID:abc@strongcities
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=reader
         @example.org;X-NUM-GUESTS=0:mailto:reader@example.org
        SEQUENCE:4
        STATUS:CONFIRMED
        END:VEVENT
        END:VCALENDAR

        --a--
        --m
        Content-Type: application/ics; name="invite.ics"
        Content-Disposition: attachment; filename="invite.ics"
        Content-Transfer-Encoding: base64

        QkVHSU46VkNBTEVOREFS
        --m--
        """)]
    // As Outlook sends it: quoted-printable, the zone's rules written out, the status in any case.
    [InlineData("""
        Content-Type: multipart/alternative; boundary="a"

        --a
        Content-Type: text/plain; charset="iso-8859-1"
        Content-Transfer-Encoding: quoted-printable

        =0A
        --a
        Content-Type: text/calendar; charset="utf-8"; method=REPLY
        Content-Transfer-Encoding: quoted-printable

        BEGIN:VCALENDAR
        METHOD:REPLY
        PRODID:Microsoft Exchange Server 2010
        VERSION:2.0
        BEGIN:VTIMEZONE
        TZID:W. Europe Standard Time
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=3DYEARLY;INTERVAL=3D1;BYDAY=3D-1SU;BYMONTH=3D10
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        ATTENDEE;PARTSTAT=3Ddeclined;CN=3DReader:mailto:reader@example.org
        COMMENT;LANGUAGE=3Den-US:\n
        UID:abc@strongcities
        SUMMARY;LANGUAGE=3Dfr-FR:Refus=C3=A9=20: Petites subventions
        DTSTART;TZID=3DW. Europe Standard Time:20270318T160000
        DTEND;TZID=3DW. Europe Standard Time:20270318T180000
        DTSTAMP:20270101T080000Z
        SEQUENCE:4
        END:VEVENT
        END:VCALENDAR

        --a--
        """)]
    public void A_decline_names_the_invitation(string body) => Assert.Equal(["abc@strongcities"], Read(body).Declined);

    [Theory]
    [InlineData("REPLY", "ACCEPTED")]
    [InlineData("REPLY", "TENTATIVE")]
    [InlineData("REQUEST", "DECLINED")]
    [InlineData("COUNTER", "DECLINED")]
    public void No_other_answer_is_a_decline(string method, string status) => Assert.Empty(Read(Calendar(method, status)).Declined);

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE;PARTSTAT=DECLINED")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nDTSTART:yesterday\nEND:VALARM\nEND:VCALENDAR")]
    public void A_calendar_that_cannot_be_read_says_nothing(string calendar) =>
        Assert.Empty(Read($"Content-Type: text/calendar; method=REPLY\n\n{calendar}").Declined);

    [Theory]
    [InlineData("text/rfc822-headers", "failed", "smtp; 550 5.1.1 <reader@example.org>: no such user", 550)]
    // The whole mail came back, and the receiving server is not quoted.
    [InlineData("message/rfc822", "FAILED", "x-unix; user unknown", null)]
    [InlineData("message/rfc822", "failed", null, null)]
    public void A_report_names_the_mail_that_came_back(string returned, string action, string? diagnosis, int? status) =>
        Assert.Equal((Mail, status), Read(Report(returned, action, diagnosis, $"{Mail:N}@strongcities.example")).Returned);

    [Theory]
    [InlineData("delayed", "019a11112222733384445555666677771@strongcities.example")]
    [InlineData("delayed", "019a1111222273338444555566667777@strongcities.example")]
    [InlineData("delivered", "019a1111222273338444555566667777@strongcities.example")]
    [InlineData("failed", "019a1111222273338444555566667777@elsewhere.example")]
    [InlineData("failed", "what-somebody-else-sent@strongcities.example")]
    public void A_delay_or_a_mail_that_is_not_ours_has_not_come_back(string action, string messageId) =>
        Assert.Null(Read(Report("message/rfc822", action, "smtp; 451 4.4.1 later", messageId)).Returned);

    private static Reply Read(string body) =>
        Reply.Of(MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes("From: reader@example.org\nMIME-Version: 1.0\n" + body.ReplaceLineEndings("\n")))), "strongcities.example");

    private static string Calendar(string method, string status) => $"""
        Content-Type: text/calendar; method={method}

        BEGIN:VCALENDAR
        VERSION:2.0
        METHOD:{method}
        BEGIN:VEVENT
        UID:abc@strongcities
        DTSTART:20270318T150000Z
        ATTENDEE;PARTSTAT={status}:mailto:reader@example.org
        END:VEVENT
        END:VCALENDAR
        """;

    private static string Report(string returned, string action, string? diagnosis, string messageId) => $"""
        Content-Type: multipart/report; report-type=delivery-status; boundary="part"

        --part
        Content-Type: text/plain

        Your message could not be delivered.

        --part
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example

        Final-Recipient: rfc822; reader@example.org
        Action: {action}
        Status: 5.1.1{(diagnosis is null ? "" : $"\nDiagnostic-Code: {diagnosis}")}

        --part
        Content-Type: {returned}

        From: network@strongcities.example
        Message-ID: <{messageId}>
        Subject: Strong Cities: about your registration

        --part--
        """;
}
