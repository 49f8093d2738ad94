using System.Text.RegularExpressions;
using Ical.Net;
using Microsoft.Playwright;
using StrongCities.Faults.Harness;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>J2 and J5: a delegation waits, is offered the seats that another gives back, and an operator follows it all by its reference; in English without script and in French with it.</summary>
[Collection("platform")]
public partial class JoinDialogueTests(Platform platform)
{
    [Theory]
    [InlineData("en", false, "Maja Holm", "Sofia Berg")]
    [InlineData("fr", true, "Amina Diallo", "Luc Tremblay")]
    public async Task A_delegation_waits_and_takes_the_seats_that_another_gives_back_and_an_operator_finds_its_trace(string language, bool withScript, string one, string other)
    {
        var (firstAddress, secondAddress) = (Stage.PersonOf(one).Email, Stage.PersonOf(other).Email);
        await using var stage = await Stage.SetAsync(platform.Copy, organizations: 0);
        var dialogue = (await stage.PublishGatheringsAsync(4))[0];

        // The first delegation takes three of four seats.
        var first = await RegisterAsync(one, seats: "3");
        await Expect(first.GetByText(language == "en" ? "3 seats are yours." : "3 places sont à vous.")).ToBeVisibleAsync();
        var taken = await ReferenceAsync(first);
        var confirmed = await platform.MailAsync(firstAddress, "registered", holding: taken);
        var invitation = Calendar.Load(confirmed.Calendar!)!;
        Assert.Equal("REQUEST", invitation.Method);

        // The same entry, read from the private address of whoever registered; after cancelling it is gone.
        var programme = await first.Context.NewPageAsync();
        var feed = await platform.SubscribeAsync(programme, language);
        var same = Assert.Single(await Subscribing.ReadAsync(feed), entry => entry.Uid == invitation.Events[0]!.Uid);
        Assert.Equal((invitation.Events[0]!.Start!.AsUtc, invitation.Events[0]!.Sequence), (same.Start!.AsUtc, same.Sequence));
        Assert.Equal(invitation.Events[0]!.Description!.Split('\n')[0], same.Description);

        // The second asks for two, one seat short: it waits and sees its position.
        var second = await RegisterAsync(other, seats: "2");
        await Expect(second.GetByText(language == "en" ? "You are number 1 on the waiting list." : "Vous êtes au rang 1 de la liste d’attente.")).ToBeVisibleAsync();
        var reference = await ReferenceAsync(second);
        var waiting = await platform.MailAsync(secondAddress, "registered", holding: reference);
        Assert.Contains(language == "en" ? "waiting list" : "liste d’attente", waiting.Text, StringComparison.Ordinal);
        Assert.Null(waiting.Calendar);

        // The first cancels; the seats are kept for ten minutes and nothing is offered yet.
        const string offered = "select count(*) from mail_intents where kind = 'offered'";
        var before = await platform.QueryAsync<long>("notificationsdb", offered);
        await first.Locator("main a[href$='/cancel']").ClickAsync();
        await first.Locator("main form button").ClickAsync();
        await Expect(first.GetByText(language == "en" ? "You cancelled. You can undo this until:" : "Votre désistement est enregistré. Vous pouvez revenir sur cette décision jusqu’au :")).ToBeVisibleAsync();
        await platform.MailAsync(firstAddress, "cancelled", holding: taken);
        Assert.Equal(before, await platform.QueryAsync<long>("notificationsdb", offered));
        Assert.DoesNotContain(await Subscribing.ReadAsync(feed), entry => entry.Uid == same.Uid);

        try
        {
            // Ten minutes later the seats are offered, by mail, in the reader's language.
            await platform.Copy.MoveClockAsync("+11m");
            var offer = await platform.MailAsync(secondAddress, "offered", holding: reference);
            var link = new Uri(offer.Link($"/{language}/offers/")).PathAndQuery;

            // A mail filter opens the link: nothing changes. Then the reader, who is not signed in, presses the one button.
            await (await platform.OpenAsync(link)).Context.CloseAsync();
            var answering = await platform.OpenAsync(link, withScript);
            await second.ReloadAsync();
            var take = second.GetByRole(AriaRole.Button, new() { Name = language == "en" ? "Take the 2 seats" : "Prendre les 2 places" });
            await Expect(take).ToBeVisibleAsync();
            await answering.Locator("main form button").ClickAsync();
            await Expect(answering.Locator(".panel.done")).ToBeVisibleAsync();
            // The page of the registration could have taken them too; pressed on the outdated page, its button is answered like the first.
            await take.ClickAsync();
            await Expect(second.GetByText(language == "en" ? "2 seats are yours." : "2 places sont à vous.")).ToBeVisibleAsync();
            var accepted = await platform.MailAsync(secondAddress, "offer-accepted", holding: reference);
            Assert.Equal("REQUEST", Calendar.Load(accepted.Calendar!)!.Method);

            // The one who cancelled has the entry taken out of the calendar: same UID, higher SEQUENCE.
            var freed = await platform.MailAsync(firstAddress, "freed", holding: taken);
            var cancellation = Calendar.Load(freed.Calendar!)!;
            Assert.Equal("CANCEL", cancellation.Method);
            Assert.Equal(invitation.Events[0]!.Uid, cancellation.Events[0]!.Uid);
            Assert.True(cancellation.Events[0]!.Sequence > invitation.Events[0]!.Sequence);

            await AnOperatorFindsTheTraceAsync(language, withScript, reference);
        }
        finally
        {
            await platform.Copy.MoveClockAsync("+0");
        }

        await first.Context.CloseAsync();
        await second.Context.CloseAsync();

        async Task<IPage> RegisterAsync(string person, string seats)
        {
            var page = await platform.SignInAsync(person, $"/{language}/dialogues", withScript);
            await page.Locator($"main a[href$='/dialogues/{dialogue}']").First.ClickAsync();
            await page.Locator("main a[href$='/register']").ClickAsync();
            await page.Locator("[name=max]").FillAsync(seats);
            await page.Locator("[name=min]").FillAsync(seats);
            await page.GetByLabel(language == "en" ? "I have read what taking part involves" : "J’ai lu ce qu’implique la participation").CheckAsync();
            await page.Locator("main form button").ClickAsync();
            return page;
        }
    }

    private static async Task<string> ReferenceAsync(IPage page) => (await page.Locator(".reference").TextContentAsync())!.Trim();

    private async Task AnOperatorFindsTheTraceAsync(string language, bool withScript, string reference)
    {
        var page = await platform.SignInAsync("Nadia Lindqvist", $"/{language}/operations/traces", withScript);
        var wanted = new[] { "web", "events", "notifications" };
        var text = await Platform.EventuallyAsync(
            async () =>
            {
                await page.GotoAsync($"{platform.Site}/{language}/operations/traces");
                await page.Locator("[name=reference]").FillAsync(reference);
                await page.Locator("main form[role=search] button").ClickAsync();
                await page.GetByRole(AriaRole.Link, new() { NameRegex = PostOfRegistration() }).First.ClickAsync();
                return await page.Locator("main").InnerTextAsync();
            },
            answer => wanted.All(service => answer.Contains(service, StringComparison.Ordinal)));
        Assert.Contains("web POST /dialogues/{id}/register", text, StringComparison.Ordinal);
        Assert.Contains("events", text, StringComparison.Ordinal);
        Assert.Matches("(?i)events (select|insert|update|with|begin)", text);
        Assert.Contains("events outbox publish", text, StringComparison.Ordinal);
        Assert.Contains("DelegationRegistered send", text, StringComparison.Ordinal);
        Assert.Contains("notifications-mail-delegation-registered process", text, StringComparison.Ordinal);
        Assert.Contains("notifications work MailIntent", text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", text[..text.IndexOf(language == "en" ? "Logs" : "Journaux", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [GeneratedRegex("POST .dialogues")]
    private static partial Regex PostOfRegistration();
}
