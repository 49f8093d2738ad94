using System.Text.RegularExpressions;
using Ical.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>J2 and J5: a delegation waits, is offered the seats that another gives back, and an operator follows it all by its reference.</summary>
[Collection("platform")]
public partial class JoinDialogueTests(Platform platform)
{
    [Fact]
    public async Task A_delegation_waits_and_takes_the_seats_that_another_gives_back_and_an_operator_finds_its_trace()
    {
        // The first delegation takes three of four seats.
        var first = await platform.SignInAsync("Maja Holm", "/en/dialogues");
        await first.GetByRole(AriaRole.Link, new() { NameRegex = SmallWorkshop() }).ClickAsync();
        await first.GetByRole(AriaRole.Link, new() { Name = "Register a delegation" }).ClickAsync();
        await first.GetByLabel("How many people would you like to send?").FillAsync("3");
        await first.GetByLabel("How many do you need at least?").FillAsync("3");
        await first.GetByLabel("I have read what taking part involves").CheckAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        await Expect(first.GetByText("3 seats are yours.")).ToBeVisibleAsync();
        var confirmed = await platform.MailAsync("maja.holm@example.org", "registered");
        var invitation = Calendar.Load(confirmed.Calendar!)!;
        Assert.Equal("REQUEST", invitation.Method);

        // The second asks for two, one seat short: it waits and sees its position, in French.
        var second = await platform.SignInAsync("Luc Tremblay", "/fr/dialogues");
        await second.GetByRole(AriaRole.Link, new() { NameRegex = PetitAtelier() }).ClickAsync();
        await second.GetByRole(AriaRole.Link, new() { NameRegex = Inscrire() }).ClickAsync();
        await second.Locator("[name=max]").FillAsync("2");
        await second.Locator("[name=min]").FillAsync("2");
        await second.GetByLabel("J’ai lu ce qu’implique la participation").CheckAsync();
        await second.Locator("main form button").ClickAsync();
        await Expect(second.GetByText(Position())).ToBeVisibleAsync();
        var reference = (await second.Locator(".reference").TextContentAsync())!.Trim();
        var waiting = await platform.MailAsync("luc.tremblay@example.org", "registered");
        Assert.Contains("liste d’attente", waiting.Text, StringComparison.Ordinal);
        Assert.Null(waiting.Calendar);

        // The first cancels; the seats are kept for ten minutes and nothing is offered yet.
        await first.GetByRole(AriaRole.Link, new() { Name = "Cancel this registration" }).ClickAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Cancel the registration" }).ClickAsync();
        await Expect(first.GetByText("You cancelled. You can undo this until:")).ToBeVisibleAsync();
        await platform.MailAsync("maja.holm@example.org", "cancelled");
        Assert.Equal(0L, await platform.QueryAsync<long>("notificationsdb", "select count(*) from mail_intents where kind = 'offered'"));

        try
        {
            // Ten minutes later the seats are offered, by mail, in the reader's language.
            await platform.MoveClockAsync("+11m");
            var offer = await platform.MailAsync("luc.tremblay@example.org", "offered");
            var link = offer.Link("/fr/offers/");

            // A mail filter opens the link: nothing changes. Then the reader, who is not signed in, presses the one button.
            await (await platform.OpenAsync(new Uri(link).PathAndQuery)).CloseAsync();
            var answering = await platform.OpenAsync(new Uri(link).PathAndQuery);
            await second.ReloadAsync();
            await Expect(second.GetByText("Des places vous sont proposées. Répondez par le lien")).ToBeVisibleAsync();
            await answering.Locator("main form button").ClickAsync();
            await Expect(answering.Locator(".panel.done")).ToBeVisibleAsync();
            var accepted = await platform.MailAsync("luc.tremblay@example.org", "offer-accepted");
            Assert.Equal("REQUEST", Calendar.Load(accepted.Calendar!)!.Method);

            // The one who cancelled has the entry taken out of the calendar: same UID, higher SEQUENCE.
            var freed = await platform.MailAsync("maja.holm@example.org", "freed");
            var cancellation = Calendar.Load(freed.Calendar!)!;
            Assert.Equal("CANCEL", cancellation.Method);
            Assert.Equal(invitation.Events[0]!.Uid, cancellation.Events[0]!.Uid);
            Assert.True(cancellation.Events[0]!.Sequence > invitation.Events[0]!.Sequence);

            await AnOperatorFindsTheTraceAsync(reference);
        }
        finally
        {
            await platform.MoveClockAsync("+0");
        }
    }

    private async Task AnOperatorFindsTheTraceAsync(string reference)
    {
        var page = await platform.SignInAsync("Nadia Lindqvist", "/en/operations/traces");
        var wanted = new[] { "web", "events", "notifications" };
        var text = await Platform.EventuallyAsync(
            async () =>
            {
                await page.GotoAsync($"{platform.Site}/en/operations/traces");
                await page.GetByLabel("Booking reference").FillAsync(reference);
                await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
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
        Assert.DoesNotContain("example.org", text[..text.IndexOf("Logs", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [GeneratedRegex("Small workshop")]
    private static partial Regex SmallWorkshop();

    [GeneratedRegex("Petit atelier|petites subventions", RegexOptions.IgnoreCase)]
    private static partial Regex PetitAtelier();

    [GeneratedRegex("Inscrire une délégation")]
    private static partial Regex Inscrire();

    [GeneratedRegex("rang 1|1er rang|numéro 1|n° 1", RegexOptions.IgnoreCase)]
    private static partial Regex Position();

    [GeneratedRegex("POST .dialogues")]
    private static partial Regex PostOfRegistration();
}
