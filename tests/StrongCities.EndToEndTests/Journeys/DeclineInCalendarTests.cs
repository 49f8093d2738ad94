using Ical.Net;
using Microsoft.Playwright;
using StrongCities.Faults.Harness;
using StrongCities.IntegrationTests.Notifications;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>Somebody declines the invitation in a calendar programme, which answers the sender's mailbox: no seat moves, and a mail asks.</summary>
[Collection("platform")]
public class DeclineInCalendarTests(Platform platform)
{
    [Theory]
    [InlineData("en", false, "Maja Holm")]
    [InlineData("fr", true, "Luc Tremblay")]
    public async Task Who_declines_keeps_the_seats_is_asked_by_mail_and_gives_them_up_from_there(string language, bool withScript, string person)
    {
        var address = Stage.PersonOf(person).Email;
        await using var stage = await Stage.SetAsync(platform.Copy, organizations: 0);
        var dialogue = (await stage.PublishGatheringsAsync(4))[0];
        var page = await platform.SignInAsync(person, $"/{language}/dialogues/{dialogue}/register", withScript);
        await page.Locator("[name=max]").FillAsync("2");
        await page.Locator("[name=min]").FillAsync("2");
        await page.GetByLabel(language == "en" ? "I have read what taking part involves" : "J’ai lu ce qu’implique la participation").CheckAsync();
        await page.Locator("main form button").ClickAsync();
        var reference = (await page.Locator(".reference").TextContentAsync())!.Trim();
        var invitation = Calendar.Load((await platform.MailAsync(address, "registered", holding: reference)).Calendar!)!.Events[0]!;

        await using var imap = await ImapServer.StartAsync();
        await imap.DeliverAsync(Declining(invitation.Uid!, address));
        await platform.Copy.AskAsync("stop", "notifications");
        try
        {
            await using var notifications = await Replica.StartAsync(platform.Copy, "notifications",
                ("Imap__Host", "localhost"), ("Imap__Port", $"{imap.Port}"), ("Imap__Security", "none"), ("Imap__User", ImapServer.User), ("Imap__Password", ImapServer.Password));
            // Web knows the copy's own Notifications, whose mailbox page is away meanwhile.
            await Platform.EventuallyAsync(
                () => platform.QueryAsync<long>("notificationsdb", "select count(*) from sent_mail where kind = 'calendar-declined' and text like '%" + reference + "%'"), sent => sent == 1);
        }
        finally
        {
            await platform.Copy.AskAsync("start", "notifications");
        }

        var question = await platform.MailAsync(address, "calendar-declined", holding: reference);
        Assert.Contains(language == "en" ? "Do you give up your place?" : "Souhaitez-vous rendre votre place", question.Text, StringComparison.Ordinal);
        Assert.Null(question.Calendar);
        Assert.True(imap.IsUntouched());

        // The seats are still there; the link leads to where they are given up.
        await page.GotoAsync(question.Link($"/{language}/registrations/"));
        await Expect(page.GetByText(language == "en" ? "2 seats are yours." : "2 places sont à vous.")).ToBeVisibleAsync();
        await page.Locator("main a[href$='/cancel']").ClickAsync();
        await page.Locator("main form button").ClickAsync();
        await platform.MailAsync(address, "cancelled", holding: reference);
        await page.Context.CloseAsync();
    }

    private static string Declining(string uid, string attendee) => $"""
        From: {attendee}
        To: {ImapServer.User}
        Subject: Declined
        MIME-Version: 1.0
        Content-Type: text/calendar; method=REPLY; charset=utf-8

        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Example//Calendar//EN
        METHOD:REPLY
        BEGIN:VEVENT
        UID:{uid}
        DTSTAMP:20270101T080000Z
        DTSTART:20270318T150000Z
        ORGANIZER:mailto:{ImapServer.User}
        ATTENDEE;PARTSTAT=DECLINED:mailto:{attendee}
        END:VEVENT
        END:VCALENDAR
        """;
}
