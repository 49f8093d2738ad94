using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>J1: a city applies in French without script and resumes by mail, a CSO without a letter is refused and appeals to another region.</summary>
[Collection("platform")]
public partial class CityIsAdmittedTests(Platform platform)
{
    private static readonly byte[] SmallPdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    [Fact]
    public async Task A_city_applies_in_French_resumes_by_mail_and_is_in_the_directory_after_two_people_decided()
    {
        const string address = "prevention@vilvoorde.example.org";
        var applicant = await platform.OpenAsync("/fr/join");

        // Nothing typed: worded beside the fields, nothing begun.
        await applicant.Locator("main form button").ClickAsync();
        await Expect(applicant).ToHaveTitleAsync(ErrorFirst());
        await applicant.Locator("[name=kind][value=city]").CheckAsync();
        await applicant.Locator("[name=email]").FillAsync(address);
        await applicant.Locator("main form button").ClickAsync();
        await applicant.WaitForURLAsync("**/fr/join/tasks");

        await applicant.GotoAsync($"{platform.Site}/fr/join/organization");
        await applicant.Locator("[name=organization_name]").FillAsync("Vilvoorde");
        await applicant.Locator("[name=form][value=town]").CheckAsync();
        await applicant.Locator("[name=country]").SelectOptionAsync("BE");
        await applicant.Locator("[name=website]").FillAsync("javascript:alert(1)");
        await applicant.Locator("main form button").ClickAsync();
        await Expect(applicant.Locator(".field.wrong [name=website]")).ToBeVisibleAsync();
        await Expect(applicant.Locator("[name=organization_name]")).ToHaveValueAsync("Vilvoorde");
        await applicant.Locator("[name=website]").FillAsync("https://vilvoorde.example.org");
        await applicant.Locator("main form button").ClickAsync();
        await applicant.WaitForURLAsync("**/fr/join/tasks");
        await applicant.Context.CloseAsync();

        // Another device: the mailed link opens a page with a button, and only the button opens the application.
        var mail = await platform.MailAsync(address, "application-started");
        Assert.Contains("Reprendre votre demande", mail.Text, StringComparison.Ordinal);
        var resumed = await platform.OpenAsync(new Uri(mail.Link("/fr/join/resume/")).PathAndQuery);
        await resumed.Locator("main form button").ClickAsync();
        await resumed.WaitForURLAsync("**/fr/join/tasks");
        await platform.FillStepAsync(resumed, "contact", ("contact_name", "Jeanne Fictive"), ("contact_position", "Coordinatrice prévention"));
        await platform.FillStepAsync(resumed, "work", ("motivation", "Échanger avec d’autres villes."));
        await resumed.GotoAsync($"{platform.Site}/fr/join/evidence");
        await resumed.Locator("[name=evidence][value=letter]").CheckAsync();
        await resumed.Locator("[name=document]").SetInputFilesAsync(new FilePayload { Name = "lettre.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("<html>not a pdf</html>") });
        await resumed.Locator("main form button").ClickAsync();
        await Expect(resumed.Locator(".field.wrong [name=document]")).ToBeVisibleAsync();
        await resumed.Locator("[name=document]").SetInputFilesAsync(new FilePayload { Name = "lettre.pdf", MimeType = "application/pdf", Buffer = SmallPdf });
        await resumed.Locator("main form button").ClickAsync();
        await resumed.WaitForURLAsync("**/fr/join/tasks");
        var reference = await platform.AcceptAndSendAsync(resumed);

        var id = await RecommendAsync("Ingrid Voll", reference, admit: true, reason: null);
        await DecideAsync("Daniela Ortiz", id, admit: true, reason: null, "Welcome to the network.");

        var decided = await platform.MailAsync(address, "application-decided");
        Assert.Contains("désormais membre", decided.Text, StringComparison.Ordinal);
        var directory = await platform.OpenAsync("/en/members?q=VILVOORDE");
        await Expect(directory.GetByRole(AriaRole.Link, new() { Name = "Vilvoorde" })).ToBeVisibleAsync();
        await Expect(directory.Locator("figure.map circle.city")).ToHaveCountAsync(1);

        // The contact person now signs in by the mailed code.
        var person = await platform.OpenAsync("/en/sign-in?returnUrl=/en/account");
        await person.GetByLabel("E-mail address").FillAsync(address);
        await person.GetByRole(AriaRole.Button, new() { Name = "Send me a code" }).ClickAsync();
        var code = CodeInMail().Match((await platform.MailAsync(address, "sign-in")).Text).Value;
        await person.Locator("[name=code], [name=Code]").FillAsync(code);
        await person.Locator("main form button").First.ClickAsync();
        await person.WaitForURLAsync("**/en/account");
    }

    [Fact]
    public async Task A_group_without_a_letter_is_refused_with_a_reason_and_admitted_by_another_region_on_appeal()
    {
        const string address = "group@fictional.example.org";
        var applicant = await platform.OpenAsync("/en/join");
        await applicant.Locator("[name=kind][value=cso]").CheckAsync();
        await applicant.Locator("[name=email]").FillAsync(address);
        await applicant.GetByRole(AriaRole.Button, new() { Name = "Start the application" }).ClickAsync();
        await applicant.WaitForURLAsync("**/en/join/tasks");
        await applicant.GotoAsync($"{platform.Site}/en/join/organization");
        await applicant.Locator("[name=organization_name]").FillAsync("Neighbours Together (fictional)");
        await applicant.Locator("[name=form][value=unregistered]").CheckAsync();
        await applicant.Locator("[name=country]").SelectOptionAsync("SK");
        await applicant.Locator("[name=place]").FillAsync("Trnava");
        await applicant.Locator("main form button").ClickAsync();
        await applicant.WaitForURLAsync("**/en/join/tasks");
        await platform.FillStepAsync(applicant, "contact", ("contact_name", "Ivana Fictional"));
        await platform.FillStepAsync(applicant, "work", ("motivation", "We meet neighbours."));
        await applicant.GotoAsync($"{platform.Site}/en/join/evidence");
        await applicant.Locator("[name=evidence][value=references]").CheckAsync();
        foreach (var number in new[] { 1, 2 })
        {
            await applicant.Locator($"[name=reference{number}_name]").FillAsync($"Person {number}");
            await applicant.Locator($"[name=reference{number}_email]").FillAsync($"person{number}@example.org");
        }

        await applicant.Locator("main form button").ClickAsync();
        await applicant.WaitForURLAsync("**/en/join/tasks");
        await applicant.GotoAsync($"{platform.Site}/en/join/listing");
        await applicant.Locator("[name=listing][value=unlisted]").CheckAsync();
        await applicant.Locator("main form button").ClickAsync();
        await applicant.WaitForURLAsync("**/en/join/tasks");
        var reference = await platform.AcceptAndSendAsync(applicant);

        var id = await RecommendAsync("Ingrid Voll", reference, admit: false, reason: "not-eligible-kind");
        await DecideAsync("Claire Aubert", id, admit: false, reason: "not-eligible-kind", "We could not see that this is a group.");

        var refusal = await platform.MailAsync(address, "application-decided");
        Assert.Contains("neither a local authority nor", refusal.Text, StringComparison.Ordinal);
        await applicant.GotoAsync($"{platform.Site}/en/join/status");
        await applicant.Locator("[name=words]").FillAsync("Please look at our references.");
        await applicant.GetByRole(AriaRole.Button, new() { Name = "Ask for another look" }).ClickAsync();
        await Expect(applicant.GetByText("You asked for another look.")).ToBeVisibleAsync();

        // The decider of the first decision had a part: refused in words.
        var again = await platform.SignInAsync("Claire Aubert", $"/en/staff/cases/{id}");
        await again.GetByLabel("Admit", new() { Exact = true }).CheckAsync();
        await again.Locator("[name=words]").FillAsync("Same person.");
        await again.GetByRole(AriaRole.Button, new() { Name = "Decide the appeal" }).ClickAsync();
        await Expect(again.Locator(".summary")).ToBeVisibleAsync();

        // Somebody of the other region admits; the group chose not to be listed, so the public finds nothing.
        var other = await platform.SignInAsync("Daniela Ortiz", $"/en/staff/cases/{id}");
        await other.GetByLabel("Admit", new() { Exact = true }).CheckAsync();
        await other.Locator("[name=words]").FillAsync("The references answer for this group.");
        await other.GetByRole(AriaRole.Button, new() { Name = "Decide the appeal" }).ClickAsync();
        await Expect(other.Locator("h1 + p .tag")).ToHaveTextAsync("Admitted");
        var admitted = await platform.MailAsync(address, "appeal-decided");
        Assert.Contains("now a member of the network", admitted.Text, StringComparison.Ordinal);
        var directory = await platform.OpenAsync("/en/members?q=neighbours+together");
        await Expect(directory.GetByText("No member fits.")).ToBeVisibleAsync();
    }

    private async Task<string> RecommendAsync(string reviewer, string reference, bool admit, string? reason)
    {
        var desk = await platform.SignInAsync(reviewer, "/en/staff/cases");
        await desk.Locator("main ul.list > li").Filter(new() { HasText = reference }).GetByRole(AriaRole.Link).ClickAsync();
        foreach (var item in await desk.Locator("[name=checked]").AllAsync())
        {
            await item.CheckAsync();
        }

        await desk.GetByLabel(admit ? "Admit" : "Refuse", new() { Exact = true }).CheckAsync();
        if (reason is not null)
        {
            await desk.Locator("[name=reason]").SelectOptionAsync(reason);
        }

        await desk.Locator("[name=words]").FillAsync("Looked at everything.");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Recommend", Exact = true }).ClickAsync();
        await Expect(desk.Locator(".panel.note").GetByText("Looked at everything.")).ToBeVisibleAsync();

        // The same person cannot decide: there is no form for it.
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true })).ToHaveCountAsync(0);
        return new Uri(desk.Url).Segments[^1];
    }

    private async Task DecideAsync(string decider, string id, bool admit, string? reason, string words)
    {
        var desk = await platform.SignInAsync(decider, $"/en/staff/cases/{id}");
        await desk.GetByLabel(admit ? "Admit" : "Refuse", new() { Exact = true }).CheckAsync();
        if (reason is not null)
        {
            await desk.Locator("[name=reason]").SelectOptionAsync(reason);
        }

        await desk.Locator("[name=words]").FillAsync(words);
        await desk.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Expect(desk.Locator("h1 + p .tag")).ToHaveTextAsync(admit ? "Admitted" : "Refused");
    }

    [GeneratedRegex("^Erreur")]
    private static partial Regex ErrorFirst();

    [GeneratedRegex(@"\b\d{8}\b|\b\d{4}[ \u00a0-]\d{4}\b")]
    private static partial Regex CodeInMail();
}
