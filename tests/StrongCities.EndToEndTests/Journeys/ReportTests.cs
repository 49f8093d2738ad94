using System.Net;
using Microsoft.Playwright;
using StrongCities.Faults.Harness;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>D21 as people meet it: staff write what came out of a dialogue, look at it and publish it; an organization is named by its own yes and no longer than it stands. English with script, French without.</summary>
[Collection("platform")]
public class ReportTests(Platform platform)
{
    private const int Others = 5;
    private const string Silent = "Luc Tremblay";
    private const string SilentCity = "Montréal";

    [Theory]
    [InlineData("en", true, "Maja Holm", "Aarhus")]
    [InlineData("fr", false, "Amina Diallo", "Pont des Quartiers")]
    public async Task A_report_is_read_once_it_is_published_and_names_who_agreed_until_that_is_taken_back(string language, bool withScript, string agreeing, string named)
    {
        var french = language == "fr";
        await using var stage = await Stage.SetAsync(platform.Copy, Others);
        var dialogue = (await stage.PublishGatheringsAsync(30))[0];
        var others = stage.Load([dialogue]);
        await others.RunAsync();
        Assert.Equal(Others, others.Acknowledged.Count);
        var (asked, unanswered) = (await RegisterAsync(agreeing), await RegisterAsync(Silent));
        await HoldAsync(dialogue);

        // A draft may be in one language; what is published may not.
        var staff = await platform.SignInAsync("Tomás Rey", $"/{language}/staff/dialogues/{dialogue}", withScript);
        await staff.Locator("main a[href$='/report']").ClickAsync();
        await SaveAsync(("en", "A first draft."));
        await PublishAsync(staff);
        await Expect(staff.Locator("#f-findings_fr-error")).ToContainTextAsync(french ? "chaque langue" : "every language");
        await SaveAsync(("fr", "Une rumeur remplit un silence.\n\nOn croit qui l’on connaît."));

        // Staff look at it as its readers will; nobody else does, and nothing leads there.
        foreach (var (seen, words) in new[] { ("en", "A first draft."), ("fr", "Une rumeur remplit un silence.") })
        {
            var preview = await staff.Context.NewPageAsync();
            await preview.GotoAsync(platform.Site + await staff.Locator($"main a[hreflang={seen}]").GetAttributeAsync("href"));
            await Expect(preview.Locator("main .panel.warning")).ToContainTextAsync(seen == "fr" ? "Brouillon" : "Draft");
            await Expect(preview.GetByText(words, new() { Exact = true })).ToBeVisibleAsync();
            await preview.CloseAsync();
        }

        var reader = await platform.OpenAsync($"/{language}/dialogues/{dialogue}", withScript);
        await Expect(reader.Locator("main .panel")).ToBeVisibleAsync();
        await Expect(reader.Locator("main a[href$='/report']")).ToHaveCountAsync(0);
        await reader.GotoAsync($"{platform.Site}/{language}/dialogues/reports");
        await Expect(reader.Locator($"main a[href*='{dialogue}']")).ToHaveCountAsync(0);
        foreach (var stranger in new[] { reader, asked })
        {
            var answer = await stranger.Context.APIRequest.GetAsync($"{platform.Site}/{language}/dialogues/{dialogue}/report");
            Assert.Equal((int)HttpStatusCode.NotFound, answer.Status);
            Assert.DoesNotContain("A first draft.", await answer.TextAsync(), StringComparison.Ordinal);
        }

        // What is published is what was looked at: a window of before the last change is told so, and can look again.
        var outdated = await staff.Context.NewPageAsync();
        await outdated.GotoAsync($"{platform.Site}/{language}/staff/dialogues/{dialogue}/report");
        await SaveAsync(("en", "A rumour fills a silence.\n\nPeople believe those whom they know."));
        await PublishAsync(outdated);
        await Expect(outdated.Locator(".summary[role=alert]")).ToContainTextAsync(french ? "Quelqu’un d’autre" : "Somebody else");
        await outdated.CloseAsync();
        await PublishAsync(staff);
        await staff.WaitForURLAsync($"{platform.Site}/{language}/dialogues/{dialogue}/report");

        // Everybody finds it. Nobody said yes, so nobody is named.
        await reader.ReloadAsync();
        await reader.Locator($"main a[href$='/dialogues/{dialogue}/report']").ClickAsync();
        string[] findings = french ? ["Une rumeur remplit un silence.", "On croit qui l’on connaît."] : ["A rumour fills a silence.", "People believe those whom they know."];
        foreach (var paragraph in findings)
        {
            await Expect(reader.Locator("main p").GetByText(paragraph, new() { Exact = true })).ToBeVisibleAsync();
        }

        await CountsAsync("7 organisations");
        await NamesNobodyAsync(named, SilentCity);
        await Expect(reader.Locator("main dl")).Not.ToContainTextAsync(french ? "Modifié" : "Changed");

        // One says yes on the page of its own registration, the other does not answer.
        await AnswerAsync(french ? "Vous avez accepté" : "You said yes: it is named.");
        await Expect(asked.Locator("main .panel").First).ToContainTextAsync(french ? "1 place était à vous." : "1 seat was yours.");
        await unanswered.ReloadAsync();
        await Expect(unanswered.GetByText(NotNamed())).ToBeVisibleAsync();
        await reader.ReloadAsync();
        await Expect(reader.Locator("main ul a")).ToContainTextAsync(named);
        await Expect(asked.Locator($".panel a[href$='/dialogues/{dialogue}/report']")).ToBeVisibleAsync();
        await CountsAsync(french ? "et 6 autres organisations" : "and 6 other organisations");
        await NamesNobodyAsync(SilentCity);

        // On paper it is the report alone, in black on white even for whoever reads in the dark.
        await reader.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        foreach (var shown in new[] { "main h1", "main dl", $"main p >> text={findings[1]}", $"main ul >> text={named}" })
        {
            await Expect(reader.Locator(shown)).ToBeVisibleAsync();
            await Expect(reader.Locator(shown)).ToHaveCSSAsync("color", "rgb(0, 0, 0)");
        }

        await Expect(reader.Locator(".mainnav, .choices, .foot nav >> visible=true")).ToHaveCountAsync(0);
        await reader.EmulateMediaAsync(new() { Media = Media.Screen, ColorScheme = ColorScheme.Light });

        // A correction is read at once, with its day, and is refused in one language alone.
        await staff.GotoAsync($"{platform.Site}/{language}/staff/dialogues/{dialogue}/report");
        await staff.Locator("[name=findings_en]").FillAsync("");
        await staff.Locator("main form button").ClickAsync();
        await Expect(staff.Locator("#f-findings_en-error")).ToBeVisibleAsync();
        await SaveAsync(("en", "Corrected."), ("fr", "Corrigé."));

        // The yes is taken back and the name is gone.
        await AnswerAsync(NotNamed());
        await reader.ReloadAsync();
        await Expect(reader.GetByText(french ? "Corrigé." : "Corrected.")).ToBeVisibleAsync();
        await Expect(reader.Locator("main dl")).ToContainTextAsync(french ? "Modifié le" : "Changed on");
        await CountsAsync("7 organisations");
        await NamesNobodyAsync(named, SilentCity);

        // It leads on to the next of the series.
        await reader.Locator("main h2 + p a[href*='/dialogues/']").ClickAsync();
        await Expect(reader.Locator("main a[href$='/register']")).ToBeVisibleAsync();

        foreach (var page in new[] { asked, unanswered, staff, reader })
        {
            await page.Context.CloseAsync();
        }

        string NotNamed() => french ? "Elle n’est pas nommée." : "It is not named.";

        async Task<IPage> RegisterAsync(string person)
        {
            var page = await platform.SignInAsync(person, $"/{language}/dialogues/{dialogue}/register", withScript);
            await page.GetByLabel(french ? "J’ai lu ce qu’implique la participation" : "I have read what taking part involves").CheckAsync();
            await page.Locator("main form button").ClickAsync();
            await Expect(page.Locator(".reference")).ToBeVisibleAsync();
            return page;
        }

        async Task SaveAsync(params (string Language, string Text)[] typed)
        {
            foreach (var (field, text) in typed)
            {
                await staff.Locator($"[name=findings_{field}]").FillAsync(text);
            }

            await staff.Locator("main form:has(textarea) button").ClickAsync();
            await Expect(staff.Locator(".panel.done")).ToBeVisibleAsync();
        }

        async Task AnswerAsync(string answered)
        {
            await asked.ReloadAsync();
            await asked.Locator("main form:has([name=may]) button").ClickAsync();
            await Expect(asked.GetByText(answered)).ToBeVisibleAsync();
        }

        Task CountsAsync(string words) => Expect(reader.GetByText(words, new() { Exact = true })).ToBeVisibleAsync();

        // Anywhere in what is sent.
        async Task NamesNobodyAsync(params string[] names)
        {
            var sent = await reader.ContentAsync();
            Assert.All(names, name => Assert.DoesNotContain(name, sent, StringComparison.Ordinal));
        }
    }

    private static Task PublishAsync(IPage page) => page.Locator("main form:not(:has(textarea)) button").ClickAsync();

    /// <summary>As when the days have passed; it was one of a series that goes on.</summary>
    private async Task HoldAsync(Guid dialogue)
    {
        await using var database = await platform.Copy.ConnectAsync("eventsdb");
        await database.ExecuteAsync(
            """
            update gatherings set starts_at = now() - interval '2 days', ends_at = now() - interval '1 day',
                series = (select series from gatherings where starts_at > now() and series <> '' order by starts_at limit 1) where id = $1
            """, dialogue);
    }
}
