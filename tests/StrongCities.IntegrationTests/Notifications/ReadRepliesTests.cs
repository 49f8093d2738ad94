using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StrongCities.Notifications;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Replies;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Notifications;

/// <summary>The sender's mailbox on a real IMAP server, and what is kept of it in a real database.</summary>
[Collection("servers")]
public sealed class ReadRepliesTests(Servers servers) : IAsyncLifetime
{
    private ImapServer _imap = null!;
    private DbContextOptions<NotificationsDb> _options = null!;

    public async Task InitializeAsync()
    {
        _imap = await ImapServer.StartAsync();
        _options = DatabaseOptions.For<NotificationsDb>(await servers.CreateDatabaseAsync<NotificationsDb>("replies"));
    }

    public Task DisposeAsync() => _imap.DisposeAsync().AsTask();

    [Fact]
    public async Task A_declined_invitation_becomes_one_question_however_often_it_is_declined_and_the_mailbox_stays_as_it_was()
    {
        var (invitation, other) = (await InvitedAsync("one@strongcities"), await InvitedAsync("two@strongcities"));
        await _imap.DeliverAsync(Message("Bonjour, une question", "text/plain", "Bonjour"));
        await _imap.DeliverAsync(Message("Declined: Small grants", "text/calendar; method=REPLY", Answer("DECLINED", "one@strongcities")));
        await _imap.DeliverAsync(Message("Accepted: Small grants", "text/calendar; method=REPLY", Answer("ACCEPTED", "two@strongcities")));
        await _imap.DeliverAsync(Message("Declined: of somebody else", "text/calendar; method=REPLY", Answer("DECLINED", "three@elsewhere.example")));
        await ReadAsync();
        await _imap.DeliverAsync(Message("Declined: once more", "text/calendar; method=REPLY", Answer("DECLINED", "one@strongcities")));
        await ReadAsync();
        await ReadAsync();
        _imap.NumberAnew();
        await ReadAsync();

        await using var db = new NotificationsDb(_options);
        var question = Assert.Single(await db.Intents.Where(intent => intent.Kind == MailKinds.CalendarDeclined).ToListAsync());
        Assert.Equal((invitation.AboutId, invitation.PersonId, invitation.GatheringKind), (question.AboutId, question.PersonId, question.GatheringKind));
        Assert.NotEqual(other.AboutId, question.AboutId);
        Assert.True(_imap.IsUntouched());
    }

    [Fact]
    public async Task Each_message_is_fetched_once_and_all_of_them_again_when_the_mailbox_is_made_anew()
    {
        for (var message = 0; message < 3; message++)
        {
            await _imap.DeliverAsync(Message("Declined", "text/calendar; method=REPLY", Answer("DECLINED", $"{message}@strongcities")));
        }

        await ReadAsync();
        await using var db = new NotificationsDb(_options);
        var read = await db.ReplyPositions.AsNoTracking().SingleAsync();
        Assert.Equal(3u, read.LastUid);

        // Known only now: a message that was read is not read again, until the numbers are new.
        await InvitedAsync("1@strongcities");
        await ReadAsync();
        Assert.Empty(await db.Intents.Where(intent => intent.Kind == MailKinds.CalendarDeclined).ToListAsync());
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        _imap.NumberAnew();
        await ReadAsync();
        Assert.Single(await db.Intents.Where(intent => intent.Kind == MailKinds.CalendarDeclined).ToListAsync());
        Assert.NotEqual(read.Validity, (await db.ReplyPositions.AsNoTracking().SingleAsync()).Validity);
    }

    [Fact]
    public async Task A_mail_that_comes_back_is_recorded_once_and_an_applicants_is_told_to_whoever_reads_the_case()
    {
        var (registered, application) = (await SentAsync(MailKinds.Registered), await SentAsync(MailKinds.ApplicationSubmitted));
        await _imap.DeliverAsync(Report(registered.Id, "failed", "smtp; 550 5.1.1 no such mailbox"));
        await _imap.DeliverAsync(Report(application.Id, "failed", "smtp; 552 5.2.2 mailbox full"));
        await _imap.DeliverAsync(Report(application.Id, "failed", "smtp; 552 5.2.2 mailbox full"));
        await _imap.DeliverAsync(Report(Guid.NewGuid(), "failed", "smtp; 550 of a mail that was never sent"));
        await ReadAsync();
        await ReadAsync();

        await using var db = new NotificationsDb(_options);
        var bounced = await db.Intents.Where(intent => intent.Outcome == MailOutcomes.Bounced).OrderBy(intent => intent.BounceStatus).ToListAsync();
        Assert.Equal([(registered.Id, 550), (application.Id, 552)], bounced.Select(intent => (intent.Id, intent.BounceStatus!.Value)));
        Assert.All(bounced, intent => Assert.NotNull(intent.BouncedAt));
        var told = await db.Database.SqlQuery<string>($"select body->>'applicationId' as \"Value\" from outbox").ToListAsync();
        Assert.Equal([application.AboutId.ToString()], told);
    }

    [Fact]
    public async Task A_wrong_password_is_an_error_and_moves_nothing()
    {
        await Assert.ThrowsAsync<MailKit.Security.AuthenticationException>(() => ReadAsync(password: "wrong"));
        await using var db = new NotificationsDb(_options);
        Assert.Empty(await db.ReplyPositions.ToListAsync());
    }

    private async Task ReadAsync(string password = ImapServer.Password)
    {
        var services = new ServiceCollection().AddMetrics().AddSingleton<MailOutcomes>().AddDbContextFactory<NotificationsDb>().AddSingleton(_options).BuildServiceProvider();
        await using (services)
        {
            var mail = new MailSettings("http://site.example", ImapServer.User, null, 0, null, null, "none");
            var settings = new ReplySettings("127.0.0.1", _imap.Port, ImapServer.User, password, "none");
            using var reader = new ReadReplies(services.GetRequiredService<IDbContextFactory<NotificationsDb>>(), settings, mail, services.GetRequiredService<MailOutcomes>(), TimeProvider.System, NullLogger<ReadReplies>.Instance);
            await reader.ReadAsync(CancellationToken.None);
        }
    }

    private Task<MailIntent> InvitedAsync(string uid) => AddAsync(new MailIntent
    {
        Kind = MailKinds.Registered, AboutId = Guid.NewGuid(), Occasion = 1, GatheringKind = "dialogue", PersonId = Guid.NewGuid(), Outcome = MailOutcomes.Sent,
        Invited = [Guid.NewGuid()], InvitedUids = [uid],
    });

    private Task<MailIntent> SentAsync(string kind) => AddAsync(new MailIntent { Kind = kind, AboutId = Guid.NewGuid(), Occasion = 1, Outcome = MailOutcomes.Sent });

    private async Task<MailIntent> AddAsync(MailIntent intent)
    {
        await using var db = new NotificationsDb(_options);
        db.Add(intent);
        await db.SaveChangesAsync();
        return intent;
    }

    private static string Answer(string status, string uid) => $"""
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Example//Calendar//EN
        METHOD:REPLY
        BEGIN:VEVENT
        UID:{uid}
        DTSTAMP:20270101T080000Z
        DTSTART:20270318T150000Z
        DTEND:20270318T170000Z
        SEQUENCE:1
        ORGANIZER:mailto:{ImapServer.User}
        ATTENDEE;PARTSTAT={status}:mailto:reader@example.org
        END:VEVENT
        END:VCALENDAR
        """;

    private static string Message(string subject, string contentType, string body) => $"""
        From: reader@example.org
        To: {ImapServer.User}
        Subject: {subject}
        Message-ID: <{Guid.NewGuid():N}@example.org>
        MIME-Version: 1.0
        Content-Type: {contentType}; charset=utf-8

        {body}
        """;

    private static string Report(Guid mailId, string action, string diagnosis) => $"""
        From: MAILER-DAEMON@mail.example
        To: {ImapServer.User}
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="part"

        --part
        Content-Type: text/plain

        I'm sorry to have to inform you that your message could not be delivered.

        --part
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example

        Final-Recipient: rfc822; reader@example.org
        Action: {action}
        Status: 5.1.1
        Diagnostic-Code: {diagnosis}

        --part
        Content-Type: text/rfc822-headers

        From: {ImapServer.User}
        Message-ID: <{mailId:N}@strongcities.example>
        Subject: Strong Cities: about your registration

        --part--
        """;
}
