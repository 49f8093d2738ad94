using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>M7, D25 and U10 as people meet them: registered by somebody else, asked again, and sure that the mail is ours.</summary>
[Collection("platform")]
public partial class OnBehalfTests(Platform platform)
{
    [Fact]
    public async Task A_colleague_registered_by_a_focal_point_is_told_and_undoes_it_with_one_press()
    {
        var address = $"colleague.{Guid.NewGuid():N}@example.org";
        var focalPoint = await platform.SignInAsync("Maja Holm", "/en/account");
        await focalPoint.Locator("header details.account summary").ClickAsync();
        await focalPoint.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Aarhus" }).ClickAsync();
        await focalPoint.GetByRole(AriaRole.Link, new() { Name = "Give a colleague a role" }).ClickAsync();
        await focalPoint.Locator("[name=name]").FillAsync("Nora Colleague");
        await focalPoint.Locator("[name=email]").FillAsync(address);
        await focalPoint.GetByLabel("Practitioner").CheckAsync();
        await focalPoint.Locator("main form button").First.ClickAsync();
        var organization = focalPoint.Url.Split('?')[0];
        await Expect(focalPoint.GetByText("Nora Colleague")).ToBeVisibleAsync();
        await Expect(focalPoint.GetByText("Asked, has not agreed yet")).ToBeVisibleAsync();

        // The colleague, who has no account open, is told who did it. Opening the link changes nothing.
        var mail = await platform.MailAsync(address, "colleague-registered");
        Assert.Contains("Maja Holm registered you on behalf of Aarhus", mail.Text, StringComparison.Ordinal);
        var link = new Uri(mail.Link("/en/colleagues/")).PathAndQuery;
        await (await platform.OpenAsync(link)).CloseAsync();
        var colleague = await platform.OpenAsync(link);
        await Expect(colleague.GetByRole(AriaRole.Heading, new() { Name = "A colleague registered you" })).ToBeVisibleAsync();
        await colleague.GetByRole(AriaRole.Button, new() { Name = "Undo it: remove me" }).ClickAsync();
        await Expect(colleague.GetByRole(AriaRole.Heading, new() { Name = "You are no longer registered" })).ToBeVisibleAsync();

        var told = await platform.MailAsync("maja.holm@example.org", "colleague-undone");
        Assert.Contains("Nora Colleague, whom you registered on behalf of Aarhus, has undone it", told.Text, StringComparison.Ordinal);
        await focalPoint.GotoAsync(organization);
        await Expect(focalPoint.GetByText("Nora Colleague")).ToHaveCountAsync(0);

        // The mail's reference is confirmed for anybody; a mistyped one and one that never was are answered alike.
        var reference = Reference().Match(told.Text).Value;
        var checking = await platform.OpenAsync("/en/check-mail");
        await AskAsync(reference);
        await Expect(checking.GetByText("Yes: we sent a message with this reference on")).ToBeVisibleAsync();
        Assert.DoesNotContain(reference, checking.Url, StringComparison.Ordinal);
        var answers = new List<string>();
        foreach (var other in new[] { "M-K7QF-2M9TX", "no reference" })
        {
            await AskAsync(other);
            answers.Add(await checking.Locator("#f-reference-error").InnerTextAsync());
        }

        Assert.Contains("We know of no such message", Assert.Single(answers.Distinct()), StringComparison.Ordinal);

        async Task AskAsync(string typed)
        {
            await checking.GetByLabel("Reference of the message").FillAsync(typed);
            await checking.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        }
    }

    [Fact]
    public async Task Nobody_registers_unread_and_a_changed_label_asks_again()
    {
        var member = await platform.SignInAsync("Sofia Berg", "/en/dialogues");
        await member.GetByRole(AriaRole.Link, new() { NameRegex = AutumnGathering() }).First.ClickAsync();
        await Expect(member.GetByText("Data that leave the network")).ToBeVisibleAsync();
        await member.GetByRole(AriaRole.Link, new() { Name = "Register a delegation" }).ClickAsync();
        await member.Locator("[name=max]").FillAsync("2");
        await member.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        await Expect(member.Locator(".summary")).ToContainTextAsync("Read what taking part involves, and tick the box that says so");
        await Expect(member.Locator("[name=max]")).ToHaveValueAsync("2");
        await member.GetByLabel("I have read what taking part involves").CheckAsync();
        await member.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        await Expect(member.GetByText("You acknowledged version 1 on")).ToBeVisibleAsync();

        // Staff invite the police after all.
        var staff = await platform.SignInAsync("Tomás Rey", "/en/staff/dialogues");
        await staff.GetByRole(AriaRole.Link, new() { NameRegex = AutumnGathering() }).First.ClickAsync();
        await staff.GetByRole(AriaRole.Link, new() { Name = "Answer or change it" }).ClickAsync();
        await staff.Locator("fieldset", new() { HasText = "Are police invited?" }).GetByLabel("Yes").CheckAsync();
        await staff.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(staff.GetByText("Version 2")).ToBeVisibleAsync();

        var mail = await platform.MailAsync("sofia.berg@example.org", "label-changed");
        await member.GotoAsync(mail.Link("/label"));
        await Expect(member.GetByRole(AriaRole.Heading, new() { Name = "What taking part involves has changed" })).ToBeVisibleAsync();
        await Expect(member.GetByText("Leaving because this has changed costs you nothing")).ToBeVisibleAsync();
        await member.GetByLabel("I have read what taking part involves").CheckAsync();
        await member.GetByRole(AriaRole.Button, new() { Name = "I have read it and take part" }).ClickAsync();
        await Expect(member.GetByText("You acknowledged version 2 on")).ToBeVisibleAsync();
    }

    [GeneratedRegex("M-[2-9A-Z]{4}-[2-9A-Z]{5}")]
    private static partial Regex Reference();

    [GeneratedRegex("Autumn dialogue")]
    private static partial Regex AutumnGathering();
}
