using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>M2 and M11 as people meet them: a member is suspended by two people, reads why, loses its seats, appeals, and the other region lifts it.</summary>
[Collection("platform")]
public partial class SuspensionTests(Platform platform)
{
    [Fact]
    public async Task Two_people_suspend_a_member_its_seats_are_given_back_and_the_other_region_lifts_it_on_appeal()
    {
        const string address = "peter.novak@example.org";
        var member = await platform.SignInAsync("Peter Novak", "/en/account");
        await ReadInAsync(member, "fr");
        var organization = await platform.QueryAsync<Guid>("membershipdb", "select id from organizations where name = 'Bratislava'");
        await member.GotoAsync($"{platform.Site}/en/dialogues");
        await member.GetByRole(AriaRole.Link, new() { NameRegex = AutumnDialogue() }).First.ClickAsync();
        await member.GetByRole(AriaRole.Link, new() { Name = "Register a delegation" }).ClickAsync();
        var register = member.Url;
        await member.GetByLabel("I have read what taking part involves").CheckAsync();
        await member.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        await Expect(member.Locator(".reference")).ToBeVisibleAsync();
        Assert.NotEqual(0, await HeldAsync(organization));

        var suspension = await ProposeAsync();
        var decider = await platform.SignInAsync("Claire Aubert", suspension);
        await decider.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Expect(decider.Locator(".summary")).ToContainTextAsync("Choose one of the two");
        await decider.GetByLabel("Suspend", new() { Exact = true }).CheckAsync();
        await decider.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Expect(decider.Locator("h1 + p .tag")).ToHaveTextAsync("Suspended by decision");

        // The mail comes in the reader's language; the link opens the member's own page, which says why.
        var mail = await platform.MailAsync(address, "organization-suspended");
        Assert.Contains("est suspendue", mail.Text, StringComparison.Ordinal);
        Assert.Contains("A fictional conduct.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("demander un réexamen", mail.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Platform.EventuallyAsync(() => HeldAsync(organization), held => held == 0));
        await platform.MailAsync(address, "freed", holding: "parce que votre organisation a quitté le réseau ou a été suspendue");
        await member.GotoAsync(register);
        await Expect(member.GetByRole(AriaRole.Heading, new() { Name = "Only members can register" })).ToBeVisibleAsync();
        await member.GotoAsync(mail.Link("/fr/organizations/"));
        await Expect(member.GetByRole(AriaRole.Heading, new() { Name = "Votre organisation est suspendue" })).ToBeVisibleAsync();
        await Expect(member.GetByText("A fictional conduct.")).ToBeVisibleAsync();
        var directory = await platform.OpenAsync("/en/members?q=Bratislava");
        await Expect(directory.GetByText("No member fits.")).ToBeVisibleAsync();

        await member.GotoAsync($"{platform.Site}/en/organizations/{organization}");
        await member.GetByRole(AriaRole.Link, new() { Name = "Appeal against it" }).ClickAsync();
        await member.GetByRole(AriaRole.Button, new() { Name = "Send the appeal" }).ClickAsync();
        await Expect(member.Locator(".field.wrong [name=words]")).ToBeVisibleAsync();
        await member.Locator("[name=words]").FillAsync("It was another city.");
        await member.GetByRole(AriaRole.Button, new() { Name = "Send the appeal" }).ClickAsync();
        await Expect(member.GetByText("It has appealed.")).ToBeVisibleAsync();
        await platform.MailAsync(address, "suspension-appealed");

        // Whoever decided had a part; somebody of the other region lifts it.
        var again = await platform.SignInAsync("Claire Aubert", suspension);
        await HearAsync(again);
        await Expect(again.Locator(".summary")).ToContainTextAsync("You had a part in this case");
        var other = await platform.SignInAsync("Daniela Ortiz", suspension);
        await HearAsync(other);
        await Expect(other.Locator("h1 + p .tag")).ToHaveTextAsync("Lifted");
        Assert.Contains("est levée", (await platform.MailAsync(address, "suspension-appeal-decided")).Text, StringComparison.Ordinal);
        await member.GotoAsync($"{platform.Site}/en/organizations/{organization}");
        await Expect(member.GetByRole(AriaRole.Heading, new() { Name = "Your organisation is suspended" })).ToHaveCountAsync(0);
        await member.GotoAsync(register);
        await Expect(member.GetByRole(AriaRole.Heading, new() { Name = "Register a delegation" })).ToBeVisibleAsync();

        // Other tests find the reader as he was.
        await ReadInAsync(member, "en");
    }

    private async Task<string> ProposeAsync()
    {
        var reviewer = await platform.SignInAsync("Ingrid Voll", "/en/staff/suspensions");
        await reviewer.Locator("[name=q]").FillAsync("bratislava");
        await reviewer.GetByRole(AriaRole.Button, new() { Name = "Find it" }).ClickAsync();
        await reviewer.GetByRole(AriaRole.Link, new() { Name = "Bratislava" }).ClickAsync();
        await reviewer.Locator("[name=words]").FillAsync("Demonstration: we are sorry.");
        await reviewer.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        foreach (var field in new[] { "principle", "conduct", "evidence" })
        {
            await Expect(reviewer.Locator($".field.wrong [name={field}]")).ToBeVisibleAsync();
            await reviewer.Locator($"[name={field}]").FillAsync($"A fictional {field}.");
        }

        await Expect(reviewer.Locator("[name=words]")).ToHaveValueAsync("Demonstration: we are sorry.");
        await reviewer.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        await Expect(reviewer.Locator("h1 + p .tag")).ToHaveTextAsync("Proposed, waiting for the decision");
        await Expect(reviewer.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true })).ToHaveCountAsync(0);
        return new Uri(reviewer.Url).AbsolutePath;
    }

    private static async Task HearAsync(IPage desk)
    {
        await desk.GetByLabel("Lift the suspension").CheckAsync();
        await desk.Locator("[name=words]").FillAsync("It was another city.");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Decide the appeal" }).ClickAsync();
    }

    private async Task ReadInAsync(IPage page, string language)
    {
        await page.GotoAsync($"{platform.Site}/en/account");
        await page.Locator("[name=language]").SelectOptionAsync(language);
        await page.Locator("main form button").First.ClickAsync();
        await page.WaitForURLAsync("**/account?saved");
    }

    private async Task<int> HeldAsync(Guid organization) =>
        (int)await platform.QueryAsync<long>("eventsdb", $"select count(*) from admission_entries where organization_id = '{organization}' and state in (1, 2, 3)");

    [GeneratedRegex("Autumn dialogue")]
    private static partial Regex AutumnDialogue();
}
