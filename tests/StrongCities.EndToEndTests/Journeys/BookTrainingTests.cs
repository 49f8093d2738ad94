using System.Globalization;
using Ical.Net.CalendarComponents;
using Microsoft.Playwright;
using StrongCities.Faults.Harness;
using static Microsoft.Playwright.Assertions;
using Calendar = Ical.Net.Calendar;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>J3: three places are booked on a phone, a fourth is refused by the cap, people are named later, and every calendar follows a session that moves.</summary>
[Collection("platform")]
public class BookTrainingTests(Platform platform)
{
    private const int PhoneWidth = 390;

    [Theory]
    [InlineData("fr", true, "Amina Diallo", "accounting", "online", 4)]
    [InlineData("en", false, "Grace Whitfield", "funding", "hybrid", 2)]
    public async Task Three_places_are_booked_a_fourth_is_refused_and_every_calendar_follows_a_moved_session(
        string language, bool withScript, string person, string theme, string format, int sessions)
    {
        var address = Stage.PersonOf(person).Email;
        var cohort = await platform.QueryAsync<Guid>(
            "trainingdb", $"select gatherings.id from gatherings join courses on courses.id = course_id where theme = '{theme}' and gatherings.state = 2 order by starts_at limit 1");

        // From the catalogue, filtered, on a phone: the cap refuses a fourth place beside the field, and says how many there may be.
        var page = await platform.SignInAsync(person, $"/{language}/trainings", withScript, PhoneWidth);
        await page.Locator("[name=held_in]").SelectOptionAsync(language);
        await page.Locator("[name=format]").SelectOptionAsync(format);
        await page.Locator("main form[role=search] button").ClickAsync();
        await Expect(page.Locator("main ul.list > li")).ToHaveCountAsync(1);
        await page.Locator($"main a[href$='/trainings/cohorts/{cohort}']").First.ClickAsync();
        await page.Locator("main a[href$='/register']").ClickAsync();
        await BookAsync(4);
        await Expect(page.Locator("#f-max-error")).ToContainTextAsync(language == "en" ? "at most 3 seats" : "3 places au plus");
        await Expect(page.Locator("[name=max]")).ToHaveValueAsync("4");
        await BookAsync(3);
        await Expect(page.GetByText(language == "en" ? "3 seats are yours." : "3 places sont à vous.")).ToBeVisibleAsync();
        var reference = (await page.Locator(".reference").TextContentAsync())!.Trim();
        var registration = new Uri(page.Url).AbsolutePath;

        // One mail, and an entry in the calendar for each session.
        var confirmed = await platform.MailAsync(address, "registered", holding: reference);
        var invited = EventsOf(confirmed, "REQUEST");
        Assert.Equal(sessions, invited.Count);
        Assert.Contains($"/{language}/trainings/registrations/", confirmed.Text, StringComparison.Ordinal);

        // A calendar that asks for the private address has what the mail has, under the same UIDs: nothing stands there twice.
        var reader = await page.Context.NewPageAsync();
        var feed = await platform.SubscribeAsync(reader, language);
        var uids = invited.Select(session => session.Uid).ToList();
        Assert.Equal(uids, (await OfThisAsync(feed)).Select(session => session.Uid));

        // People are named later.
        await page.Locator("main a[href$='/people']").ClickAsync();
        await page.GetByLabel(person).CheckAsync();
        await page.Locator("main form button").ClickAsync();
        await Expect(page.Locator("main dl").GetByText(person)).ToBeVisibleAsync();

        // Staff move the second session by a day: everybody is told, the calendar's entry moves, the others stay where they are.
        var staff = await platform.SignInAsync("Tomás Rey", $"/{language}/staff/cohorts/{cohort}/sessions", withScript);
        foreach (var field in new[] { "starts", "ends" })
        {
            var input = staff.Locator($"[name='sessions.1.{field}']");
            var typed = DateTime.Parse(await input.InputValueAsync(), CultureInfo.InvariantCulture);
            await input.FillAsync(typed.AddHours(field == "starts" ? -1 : 0).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        }

        await staff.Locator("main form button").ClickAsync();
        await Expect(staff.Locator(".panel.done")).ToBeVisibleAsync();
        var movedMail = await platform.MailAsync(address, "moved", holding: reference);
        var moved = EventsOf(movedMail, "REQUEST");
        Assert.Equal(invited.Select(session => session.Uid), moved.Select(session => session.Uid));
        Assert.Equal(invited[0].Start!.AsUtc, moved[0].Start!.AsUtc);
        Assert.Equal(invited[1].Start!.AsUtc.AddHours(-1), moved[1].Start!.AsUtc);
        Assert.All(invited.Zip(moved), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));

        var followed = (await OfThisAsync(feed))[1];
        Assert.Equal((moved[1].Start!.AsUtc, moved[1].Sequence), (followed.Start!.AsUtc, followed.Sequence));

        // The mail asks whether they still come; its button opens the page with what it was and what it is now. One press says yes, and staff count it.
        Assert.Contains(language == "en" ? "nobody loses seats" : "personne n’y perd ses places", movedMail.Text, StringComparison.Ordinal);
        var (twice, stale) = (await OpenAsync(movedMail), await OpenAsync(movedMail));
        await PressYesAsync(await OpenAsync(movedMail));
        // A second press, on a page that was open all the while, is answered like the first.
        await PressYesAsync(twice);
        await staff.GotoAsync($"{platform.Site}/{language}/staff/cohorts/{cohort}");
        await Expect(StaffAnswer()).ToHaveTextAsync(language == "en" ? "Yes" : "Oui");

        // The last one is called off: it leaves the calendar, and the places stay.
        await staff.GotoAsync($"{platform.Site}/{language}/staff/cohorts/{cohort}/sessions");
        await staff.Locator($"[name='sessions.{sessions - 1}.off']").CheckAsync();
        await staff.Locator("main form button").ClickAsync();
        await Expect(staff.Locator(".panel.done")).ToBeVisibleAsync();
        var last = await Platform.EventuallyAsync(
            async () => await platform.MailAsync(address, "moved", holding: reference), mail => mail.Calendars.Any(calendar => calendar.Contains("METHOD:CANCEL", StringComparison.Ordinal)));
        Assert.Equal(moved[^1].Uid, Assert.Single(EventsOf(last, "CANCEL")).Uid);
        Assert.Equal(sessions - 1, EventsOf(last, "REQUEST").Count);
        // Nobody has answered to this second move yet, and the places stay all the same; it is asked anew.
        await staff.GotoAsync($"{platform.Site}/{language}/staff/cohorts/{cohort}");
        await Expect(StaffAnswer()).ToHaveTextAsync(language == "en" ? "Not answered yet" : "Pas encore de réponse");
        await page.ReloadAsync();
        await Expect(page.GetByText(language == "en" ? "3 seats are yours." : "3 places sont à vous.")).ToBeVisibleAsync();
        // The page of before the second move is told so and shows the new times; then its yes counts.
        await stale.GetByRole(AriaRole.Button, new() { Name = language == "en" ? "Yes, we come" : "Oui, nous venons" }).ClickAsync();
        await Expect(stale.Locator(".summary[role=alert]")).ToContainTextAsync(language == "en" ? "It has moved again" : "a encore changé");
        await Expect(stale.Locator(".panel.warning")).ToContainTextAsync(language == "en" ? "Does not take place" : "N’a pas lieu");
        await PressYesAsync(stale);
        await page.ReloadAsync();
        await Expect(page.GetByText(language == "en" ? "3 seats are yours." : "3 places sont à vous.")).ToBeVisibleAsync();
        Assert.Equal(uids[..^1], (await OfThisAsync(feed)).Select(session => session.Uid));

        // A new address takes the place of the first; taken back, it is answered as one that never was, to the letter.
        var newer = await platform.SubscribeAsync(reader, language);
        var replaced = await Subscribing.RefusedAsync(feed);
        Assert.NotEmpty(await OfThisAsync(newer));
        await reader.Locator("main form button.warn").ClickAsync();
        await Expect(reader.Locator("main dl")).ToHaveCountAsync(0);
        Assert.Equal(replaced, await Subscribing.RefusedAsync(newer));
        Assert.Equal(replaced, await Subscribing.RefusedAsync($"{platform.Site}/{language}/feeds/wrong.ics"));

        await page.Context.CloseAsync();
        await staff.Context.CloseAsync();

        ILocator StaffAnswer() => staff.Locator("tr", new() { HasText = reference }).Locator("td").Last;

        async Task<IPage> OpenAsync(DeliveredMail mail)
        {
            var opened = await page.Context.NewPageAsync();
            await opened.GotoAsync(mail.Link($"/{language}/trainings/registrations/"));
            await Expect(opened.Locator(".panel.warning")).ToContainTextAsync(language == "en" ? "Until now:" : "Jusqu’ici\u00a0:");
            return opened;
        }

        async Task PressYesAsync(IPage asked)
        {
            await asked.GetByRole(AriaRole.Button, new() { Name = language == "en" ? "Yes, we come" : "Oui, nous venons" }).ClickAsync();
            await Expect(asked.GetByText(language == "en" ? "you said that you still come" : "vous avez dit que vous venez toujours")).ToBeVisibleAsync();
        }

        async Task<List<CalendarEvent>> OfThisAsync(string address) =>
            [.. (await Subscribing.ReadAsync(address)).Where(entry => entry.Description!.Contains(registration, StringComparison.Ordinal))];

        async Task BookAsync(int places)
        {
            await page.Locator("[name=max]").FillAsync($"{places}");
            await page.Locator("[name=min]").FillAsync($"{places}");
            await page.GetByLabel(language == "en" ? "I have read what taking part involves" : "J’ai lu ce qu’implique la participation").CheckAsync();
            await page.Locator("main form button").ClickAsync();
        }
    }

    private static List<CalendarEvent> EventsOf(DeliveredMail mail, string method) =>
        [.. mail.Calendars.Select(text => Calendar.Load(text)!).Where(calendar => calendar.Method == method).Select(calendar => Assert.Single(calendar.Events))];
}
