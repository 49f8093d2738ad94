using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>J1: a city applies and resumes by mail, a CSO without a letter is refused and appeals to another region; in English without script and in French with it.</summary>
[Collection("platform")]
public partial class CityIsAdmittedTests(Platform platform)
{
    private static readonly byte[] SmallPdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    [Theory]
    [InlineData("en", false, "Luton", "GB")]
    [InlineData("fr", true, "Vilvoorde", "BE")]
    public async Task A_city_applies_resumes_by_mail_and_is_in_the_directory_after_two_people_decided(string language, bool withScript, string city, string country)
    {
        var address = $"prevention@{city.ToLowerInvariant()}.example.org";
        var applicant = await platform.OpenAsync($"/{language}/join", withScript);

        // Nothing typed: worded beside the fields, nothing begun.
        await applicant.Locator("main form button").ClickAsync();
        await Expect(applicant).ToHaveTitleAsync(ErrorFirst());
        await applicant.Locator("[name=kind][value=city]").CheckAsync();
        await applicant.Locator("[name=email]").FillAsync(address);
        await applicant.Locator("main form button").ClickAsync();
        await applicant.WaitForURLAsync($"**/{language}/join/tasks");

        await applicant.GotoAsync($"{platform.Site}/{language}/join/organization");
        await applicant.Locator("[name=organization_name]").FillAsync(city);
        await applicant.Locator("[name=form][value=town]").CheckAsync();
        await applicant.Locator("[name=country]").SelectOptionAsync(country);
        await applicant.Locator("[name=website]").FillAsync("javascript:alert(1)");
        await applicant.Locator("main form button").ClickAsync();
        await Expect(applicant.Locator(".field.wrong [name=website]")).ToBeVisibleAsync();
        await Expect(applicant.Locator("[name=organization_name]")).ToHaveValueAsync(city);
        await applicant.Locator("[name=website]").FillAsync($"https://{city.ToLowerInvariant()}.example.org");
        await applicant.Locator("main form button").ClickAsync();
        await applicant.WaitForURLAsync($"**/{language}/join/tasks");
        await applicant.Context.CloseAsync();

        // Another device: the mailed link opens a page with a button, and only the button opens the application.
        var mail = await platform.MailAsync(address, "application-started");
        Assert.Contains(language == "en" ? "Go on with your application" : "Reprendre votre demande", mail.Text, StringComparison.Ordinal);
        var resumed = await platform.OpenAsync(new Uri(mail.Link($"/{language}/join/resume/")).PathAndQuery, withScript);
        await resumed.Locator("main form button").ClickAsync();
        await resumed.WaitForURLAsync($"**/{language}/join/tasks");
        await platform.FillStepAsync(resumed, "contact", ("contact_name", "Jeanne Fictive"), ("contact_position", "Coordinatrice prévention"));
        await platform.FillStepAsync(resumed, "work", ("motivation", "Échanger avec d’autres villes."));
        await resumed.GotoAsync($"{platform.Site}/{language}/join/evidence");
        await resumed.Locator("[name=evidence][value=letter]").CheckAsync();
        await resumed.Locator("[name=document]").SetInputFilesAsync(new FilePayload { Name = "lettre.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("<html>not a pdf</html>") });
        await resumed.Locator("main form button").ClickAsync();
        await Expect(resumed.Locator(".field.wrong [name=document]")).ToBeVisibleAsync();
        await resumed.Locator("[name=document]").SetInputFilesAsync(new FilePayload { Name = "lettre.pdf", MimeType = "application/pdf", Buffer = SmallPdf });
        await resumed.Locator("main form button").ClickAsync();
        await resumed.WaitForURLAsync($"**/{language}/join/tasks");
        var reference = await platform.AcceptAndSendAsync(resumed);

        var id = await RecommendAsync(language, withScript, "Ingrid Voll", reference, admit: true, reason: null);
        await DecideAsync(language, withScript, "Daniela Ortiz", id, admit: true, reason: null, "Welcome to the network.");

        var decided = await platform.MailAsync(address, "application-decided");
        Assert.Contains(language == "en" ? "now a member" : "désormais membre", decided.Text, StringComparison.Ordinal);
        var directory = await platform.OpenAsync($"/{language}/members?q={city.ToUpperInvariant()}", withScript);
        await Expect(directory.Locator("main ul.list a")).ToHaveTextAsync(city);
        await Expect(directory.Locator("figure.map circle.city")).ToHaveCountAsync(1);

        // The contact person now signs in by the mailed code.
        var person = await platform.OpenAsync($"/{language}/sign-in?returnUrl=/{language}/account", withScript);
        await person.Locator("[name=email]").FillAsync(address);
        await person.Locator("form#form button").ClickAsync();
        var code = CodeInMail().Match((await platform.MailAsync(address, "sign-in")).Text).Value;
        await person.Locator("[name=code]").FillAsync(code);
        await person.Locator("main form button").First.ClickAsync();
        await person.WaitForURLAsync($"**/{language}/account");
    }

    [Theory]
    [InlineData("en", false, "Neighbours Together (fictional)")]
    [InlineData("fr", true, "Voisins ensemble (fictif)")]
    public async Task A_group_without_a_letter_is_refused_with_a_reason_and_admitted_by_another_region_on_appeal(string language, bool withScript, string name)
    {
        var address = $"group.{language}@fictional.example.org";
        var applicant = await platform.OpenAsync($"/{language}/join", withScript);
        var reference = await platform.SendGroupAsync(applicant, address, name);

        // Late, the case moves to the other region, and the applicant is told.
        await platform.QueryAsync<string>("membershipdb", $"update applications set review_due_at = now() - interval '1 minute' where reference = '{reference}' returning reference");
        var moved = await platform.MailAsync(address, "application-moved");
        Assert.Contains(language == "en" ? "people of the other region take over" : "l’autre région prend le relais", moved.Text, StringComparison.Ordinal);

        // Silent, it is asked twice; the reviewer can recommend all the same.
        var desk = await platform.SignInAsync("Ingrid Voll", $"/{language}/staff/cases", withScript);
        await desk.Locator("main ul.list > li").Filter(new() { HasText = reference }).GetByRole(AriaRole.Link).ClickAsync();
        foreach (var question in new[] { "Who are your people?", "Once more: who are your people?" })
        {
            await desk.Locator("[name=question]").FillAsync(question);
            await desk.Locator("form:has([name=question]) button").ClickAsync();
            await Expect(desk.Locator(".panel.note").GetByText(question, new() { Exact = true })).ToBeVisibleAsync();
        }

        await desk.Context.CloseAsync();
        var id = await RecommendAsync(language, withScript, "Ingrid Voll", reference, admit: false, reason: "not-eligible-kind");
        await DecideAsync(language, withScript, "Claire Aubert", id, admit: false, reason: "not-eligible-kind", "We could not see that this is a group.");

        var refusal = await platform.MailAsync(address, "application-decided");
        Assert.Contains(language == "en" ? "neither a local authority nor" : "ni une collectivité ni une association", refusal.Text, StringComparison.Ordinal);
        await applicant.GotoAsync($"{platform.Site}/{language}/join/status");
        await applicant.Locator("[name=words]").FillAsync("Please look at our references.");
        await applicant.Locator("form:has([name=words]) button").ClickAsync();
        await Expect(applicant.GetByText(language == "en" ? "You asked for another look." : "Vous avez demandé un réexamen.")).ToBeVisibleAsync();

        // The answer is late: the applicant is a guest, is told, and no past day is promised.
        await platform.QueryAsync<string>("membershipdb", $"update applications set appeal_due_at = now() - interval '1 minute' where reference = '{reference}' returning reference");
        var guest = language == "en" ? "a guest of the network" : "invitée du réseau";
        Assert.Contains(guest, (await platform.MailAsync(address, "appeal-unanswered")).Text, StringComparison.Ordinal);
        await applicant.ReloadAsync();
        await Expect(applicant.GetByText(guest)).ToBeVisibleAsync();

        // The decider of the first decision had a part: refused in words.
        var again = await platform.SignInAsync("Claire Aubert", $"/{language}/staff/cases/{id}", withScript);
        await again.Locator("[name=admit][value=yes]").CheckAsync();
        await again.Locator("[name=words]").FillAsync("Same person.");
        await again.Locator("form:has([name=admit]) button").ClickAsync();
        await Expect(again.Locator(".summary")).ToBeVisibleAsync();

        // Somebody of the other region admits; the group chose not to be listed, so the public finds nothing.
        var other = await platform.SignInAsync("Daniela Ortiz", $"/{language}/staff/cases/{id}", withScript);
        await other.Locator("[name=admit][value=yes]").CheckAsync();
        await other.Locator("[name=words]").FillAsync("The references answer for this group.");
        await other.Locator("form:has([name=admit]) button").ClickAsync();
        await Expect(other.Locator("h1 + p .tag")).ToHaveTextAsync(language == "en" ? "Admitted" : "Admise");
        var admitted = await platform.MailAsync(address, "appeal-decided");
        Assert.Contains(language == "en" ? "now a member of the network" : "désormais membre du réseau", admitted.Text, StringComparison.Ordinal);
        var directory = await platform.OpenAsync($"/{language}/members?q={Uri.EscapeDataString(name)}", withScript);
        await Expect(directory.GetByText(language == "en" ? "No member fits." : "Aucun membre ne correspond.")).ToBeVisibleAsync();
    }

    private async Task<string> RecommendAsync(string language, bool withScript, string reviewer, string reference, bool admit, string? reason)
    {
        var desk = await platform.SignInAsync(reviewer, $"/{language}/staff/cases", withScript);
        await desk.Locator("main ul.list > li").Filter(new() { HasText = reference }).GetByRole(AriaRole.Link).ClickAsync();
        foreach (var item in await desk.Locator("[name=checked]").AllAsync())
        {
            await item.CheckAsync();
        }

        await desk.Locator($"[name=admit][value={(admit ? "yes" : "no")}]").CheckAsync();
        if (reason is not null)
        {
            await desk.Locator("[name=reason]").SelectOptionAsync(reason);
        }

        await desk.Locator("[name=words]").FillAsync("Looked at everything.");
        await desk.Locator("form:has([name=admit]) button").ClickAsync();
        await Expect(desk.Locator(".panel.note").GetByText("Looked at everything.")).ToBeVisibleAsync();

        // The same person cannot decide: there is no form for it, only the one to recommend.
        await Expect(desk.Locator("form:has([name=admit])")).ToHaveCountAsync(1);
        await Expect(desk.Locator("form:has([name=admit]) [name=checked]").First).ToBeVisibleAsync();
        return new Uri(desk.Url).Segments[^1];
    }

    private async Task DecideAsync(string language, bool withScript, string decider, string id, bool admit, string? reason, string words)
    {
        var desk = await platform.SignInAsync(decider, $"/{language}/staff/cases/{id}", withScript);
        await desk.Locator($"[name=admit][value={(admit ? "yes" : "no")}]").CheckAsync();
        if (reason is not null)
        {
            await desk.Locator("[name=reason]").SelectOptionAsync(reason);
        }

        await desk.Locator("[name=words]").FillAsync(words);
        await desk.Locator("form:has([name=admit]) button").ClickAsync();
        await Expect(desk.Locator("h1 + p .tag")).ToHaveTextAsync((admit, language) switch
        {
            (true, "en") => "Admitted",
            (false, "en") => "Refused",
            (true, _) => "Admise",
            _ => "Refusée",
        });
        await desk.Context.CloseAsync();
    }

    [GeneratedRegex("^Err(eur|or)")]
    private static partial Regex ErrorFirst();

    [GeneratedRegex(@"\b\d{8}\b|\b\d{4}[ \u00a0-]\d{4}\b")]
    private static partial Regex CodeInMail();
}
