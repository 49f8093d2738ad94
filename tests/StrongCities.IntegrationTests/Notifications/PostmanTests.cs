using System.Text;
using MimeKit;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;

namespace StrongCities.IntegrationTests.Notifications;

/// <summary>Mail over a real SMTP conversation with another process.</summary>
public sealed class PostmanTests : IAsyncLifetime
{
    private SmtpSink _sink = null!;

    public async Task InitializeAsync() => _sink = await SmtpSink.StartAsync();

    public Task DisposeAsync()
    {
        _sink.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_mail_arrives_once_with_text_HTML_and_the_calendar_last()
    {
        await Postman.DeliverAsync(Mail("reader@example.org"), [Request], CancellationToken.None);
        var received = await ReceiveAsync();
        var parts = Assert.IsType<MultipartAlternative>(received.Body).OfType<TextPart>().ToList();
        Assert.Equal(["text/plain", "text/html", "text/calendar"], parts.Select(part => part.ContentType.MimeType));
        Assert.Equal("REQUEST", parts[2].ContentType.Parameters["method"]);
        Assert.Equal("reader@example.org", Assert.Single(received.To.Mailboxes).Address);
        Assert.Equal("help@site.example", Assert.Single(received.ReplyTo.Mailboxes).Address);
        Assert.Empty(received.Cc);
        Assert.Equal("0123@strongcities.example", received.MessageId);
        Assert.Contains("Bonjour à l’équipe", parts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_break_in_a_subject_adds_no_header()
    {
        await Postman.DeliverAsync(Mail("reader@example.org", subject: "About\r\nBcc: victim@example.org"), [], CancellationToken.None);
        var received = await ReceiveAsync();
        Assert.Empty(received.Bcc);
        Assert.DoesNotContain(received.Headers, header => header.Field == "Bcc");
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_refused_for_good_and_one_that_is_busy_only_for_now()
    {
        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Postman.DeliverAsync(Mail("unknown@example.org"), [], CancellationToken.None));
        Assert.Equal(550, refused.Status);
        var later = await Assert.ThrowsAnyAsync<Exception>(() => Postman.DeliverAsync(Mail("later@example.org"), [], CancellationToken.None));
        Assert.IsNotType<MailRefusedException>(later);
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_taking_the_mail_has_taken_it()
    {
        await Postman.DeliverAsync(Mail("vanish@example.org"), [], CancellationToken.None);
        Assert.NotNull(await ReceiveAsync());
    }

    [Fact]
    public async Task Several_calendar_entries_are_files_beside_the_text_each_with_its_method()
    {
        await Postman.DeliverAsync(Mail("reader@example.org"), [Request, Request with { Method = CalendarPart.Cancel }], CancellationToken.None);
        var received = await ReceiveAsync();
        var parts = Assert.IsType<Multipart>(received.Body);
        Assert.Equal(["text/plain", "text/html"], Assert.IsType<MultipartAlternative>(parts[0]).OfType<TextPart>().Select(part => part.ContentType.MimeType));
        Assert.Equal(
            [("REQUEST", "1.ics"), ("CANCEL", "2.ics")],
            parts.Skip(1).Select(part => (part.ContentType.Parameters["method"], part.ContentDisposition!.FileName)));
    }

    private static CalendarPart Request => new(CalendarPart.Request, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");

    private Postman Postman => new(new MailSettings("http://site.example", "network@strongcities.example", "127.0.0.1", _sink.Port, null, null, "none") { HelpAddress = "help@site.example" });

    private static SentMail Mail(string to, string subject = "About your registration") => new()
    {
        Id = Guid.NewGuid(), Kind = "registered", ToAddress = to, Subject = subject, Language = "fr", Text = "Bonjour à l’équipe", Html = "<p>Bonjour</p>",
        MessageId = "0123@strongcities.example",
    };

    private async Task<MimeMessage> ReceiveAsync() =>
        await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(await _sink.ReceiveAsync())));
}
