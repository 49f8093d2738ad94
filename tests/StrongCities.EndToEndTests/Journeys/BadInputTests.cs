using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>J6: whatever is sent, the answer is in words, beside the field or on a plain page; what was typed is kept, and nothing is half-written.</summary>
[Collection("platform")]
public partial class BadInputTests(Platform platform)
{
    private const int TooManyBytes = 6_000_000;

    [Theory]
    [InlineData("en", false)]
    [InlineData("fr", true)]
    public async Task A_dialogue_without_a_title_in_the_past_with_a_forged_zone_is_refused_field_by_field(string language, bool withScript)
    {
        var drafts = await CountAsync("select count(*) from gatherings");
        var page = await platform.SignInAsync("Tomás Rey", $"/{language}/staff/dialogues/new", withScript);
        await SendAsync(page);
        await RefusedAsync(page, language, "title_en", "time_zone", "starts", "ends", "host_city");

        await page.Locator("[name=title_fr]").FillAsync("Dialogue d’essai");
        await page.Locator("[name=time_zone]").SelectOptionAsync("Europe/Oslo");
        await page.Locator("[name=starts]").FillAsync("2020-03-01T09:00");
        await page.Locator("[name=ends]").FillAsync("2020-02-01T09:00");
        await page.Locator("[name=host_city]").FillAsync("Oslo");
        await page.Locator("[name=capacity]").FillAsync("0");
        await page.Locator("[name=seats_per_organization]").FillAsync("many");
        await SendAsync(page);
        await RefusedAsync(page, language, "seats_per_organization");
        await page.Locator("[name=seats_per_organization]").FillAsync("2");
        await SendAsync(page);
        await RefusedAsync(page, language, "starts", "ends", "capacity");
        await Expect(page.Locator("[name=title_fr]")).ToHaveValueAsync("Dialogue d’essai");
        await Expect(page.Locator("[name=time_zone]")).ToHaveValueAsync("Europe/Oslo");

        await SendForgedAsync(page, "time_zone", "Europe/Atlantis");
        await RefusedAsync(page, language, "time_zone");
        Assert.Equal(drafts, await CountAsync("select count(*) from gatherings"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", false, "Peter Novak")]
    [InlineData("fr", true, "Sofia Berg")]
    public async Task A_registration_that_is_empty_too_large_unread_forged_or_sent_twice_books_nothing_or_once(string language, bool withScript, string person)
    {
        var dialogue = await platform.QueryAsync<Guid>("eventsdb", "select id from gatherings where title::text like '%Winter dialogue%' limit 1");
        var before = await CountAsync("select count(*) from admission_entries");
        var page = await platform.SignInAsync(person, $"/{language}/dialogues/{dialogue}/register", withScript);

        await page.Locator("[name=max]").FillAsync("");
        await page.Locator("[name=min]").FillAsync("two");
        await SendAsync(page);
        await RefusedAsync(page, language, "max", "min");
        await Expect(page.Locator("[name=min]")).ToHaveValueAsync("two");

        await page.Locator("[name=max]").FillAsync("2");
        await page.Locator("[name=min]").FillAsync("1");
        await SendAsync(page);
        await RefusedAsync(page, language, await ReadFieldAsync(page));

        await page.Locator($"[name={await ReadFieldAsync(page)}]").CheckAsync();
        await page.Locator("[name=max]").FillAsync("900");
        await SendAsync(page);
        await RefusedAsync(page, language, "max");

        // Another city's id is answered like one that does not exist.
        await page.Locator("[name=max]").FillAsync("2");
        var foreign = await platform.QueryAsync<Guid>("eventsdb", "select organization_id from organization_roles order by organization_id limit 1");
        var answers = new List<string>();
        foreach (var organization in new[] { foreign, Guid.NewGuid() })
        {
            await SendForgedAsync(page, "organization", organization.ToString());
            await Expect(page.Locator(".summary")).ToBeVisibleAsync();
            answers.Add(await page.Locator(".summary").InnerTextAsync());
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(before, await CountAsync("select count(*) from admission_entries"));

        // The page lay open until its token was stale: shown again with what was typed.
        await page.GotoAsync($"{platform.Site}/{language}/dialogues/{dialogue}/register");
        await page.Locator("[name=max]").FillAsync("2");
        await page.Context.ClearCookiesAsync(new() { Name = "web-forms" });
        await SendAsync(page);
        await Expect(page.Locator(".summary")).ToBeVisibleAsync();
        await Expect(page.Locator("[name=max]")).ToHaveValueAsync("2");
        Assert.Equal(before, await CountAsync("select count(*) from admission_entries"));

        // Sent twice from two windows: once.
        await page.Locator("[name=min]").FillAsync("1");
        await page.Locator($"[name={await ReadFieldAsync(page)}]").CheckAsync();
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync($"{platform.Site}/{language}/dialogues/{dialogue}/register");
        await second.Locator($"[name={await ReadFieldAsync(second)}]").CheckAsync();
        await SendAsync(page);
        await page.WaitForURLAsync("**/registrations/*");
        await SendAsync(second);
        await Expect(second.Locator(".summary")).ToContainTextAsync((await page.Locator(".reference").InnerTextAsync()).Trim());
        Assert.Equal(before + 1, await CountAsync("select count(*) from admission_entries"));

        // Nobody else's: the same page as for what does not exist.
        var stranger = await platform.SignInAsync("Amina Diallo", $"/{language}/account", withScript);
        Assert.Equal(await TextAsync(stranger, new Uri(page.Url).AbsolutePath), await TextAsync(stranger, $"/{language}/registrations/{Guid.NewGuid()}"));
        await page.Context.CloseAsync();
        await stranger.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("fr", true)]
    public async Task A_file_that_is_too_large_and_a_link_that_is_none_are_answered_in_words(string language, bool withScript)
    {
        var page = await platform.OpenAsync($"/{language}/join", withScript);
        await platform.StartApplicationAsync(page, "city", $"large-{language}@fictional.example.org");
        await page.GotoAsync($"{platform.Site}/{language}/join/evidence");
        await page.Locator("[name=evidence][value=letter]").CheckAsync();
        await page.Locator("[name=document]").SetInputFilesAsync(new FilePayload { Name = "letter.pdf", MimeType = "application/pdf", Buffer = new byte[TooManyBytes] });
        await SendAsync(page);
        await RefusedAsync(page, language, "document");
        await Expect(page.Locator("[name=evidence][value=letter]")).ToBeCheckedAsync();
        Assert.Equal(0L, await platform.QueryAsync<long>("membershipdb",
            $"select count(*) from application_documents d join applications a on a.id = d.application_id where a.answers_contact_email like 'large-{language}@%'"));

        foreach (var path in new[] { $"/{language}/offers/{new string('a', 43)}", $"/{language}/join/resume/{new string('a', 43)}" })
        {
            await page.GotoAsync(platform.Site + path);
            if (await page.Locator("main form button").CountAsync() > 0)
            {
                await SendAsync(page);
            }

            var words = await page.Locator("main").InnerTextAsync();
            Assert.DoesNotMatch(TraceOfAFault(), words);
            Assert.True(words.Length > 60, words);
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("fr", true)]
    public async Task A_call_without_a_number_and_a_contact_who_recommends_themselves_are_refused_beside_the_field_and_not_done(string language, bool withScript)
    {
        var page = await platform.OpenAsync($"/{language}/join", withScript);
        var own = $"call-{language}@fictional.example.org";
        await platform.StartApplicationAsync(page, "cso", own);
        var step = page.Locator("main li:has(a[href$='/join/evidence'])");
        await step.Locator("a").ClickAsync();
        await page.Locator("[name=evidence][value=references]").CheckAsync();
        foreach (var (number, address) in new[] { (1, "person@example.org"), (2, own) })
        {
            await page.Locator($"[name=reference{number}_name]").FillAsync($"Person {number}");
            await page.Locator($"[name=reference{number}_email]").FillAsync(address);
        }

        await SendAsync(page);
        await RefusedAsync(page, language, "reference2_email");
        await page.Locator("[name=evidence][value=call]").CheckAsync();
        await SendAsync(page);
        await RefusedAsync(page, language, "phone");
        await page.GotoAsync($"{platform.Site}/{language}/join/tasks");
        await Expect(step.Locator(".tag.plain")).ToBeVisibleAsync();

        await step.Locator("a").ClickAsync();
        await page.Locator("[name=evidence][value=call]").CheckAsync();
        await page.Locator("[name=phone]").FillAsync("+421 2 555 01 23");
        await SendAsync(page);
        await Expect(step.Locator(".tag.ok")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private Task<long> CountAsync(string sql) => platform.QueryAsync<long>("eventsdb", sql);

    /// <summary>Presses the button and waits for the answer: the page before may already show what is expected of the one after.</summary>
    private static async Task SendAsync(IPage page)
    {
        await page.RunAndWaitForResponseAsync(() => page.Locator("main form button").First.ClickAsync(), answer => answer.Request.Method == "POST");
        await page.WaitForLoadStateAsync();
    }

    /// <summary>The error is first in the title, in the summary, and beside each of these fields.</summary>
    private static async Task RefusedAsync(IPage page, string language, params string[] fields)
    {
        await Expect(page).ToHaveTitleAsync(new Regex(language == "fr" ? "^Erreur" : "^Error"));
        await Expect(page.Locator(".summary")).ToBeVisibleAsync();
        foreach (var field in fields)
        {
            await Expect(page.Locator($".wrong [name={field}]").First).ToBeAttachedAsync();
        }
    }

    private static async Task<string> ReadFieldAsync(IPage page) => (await page.Locator("[name^=label_read_]").GetAttributeAsync("name"))!;

    /// <summary>Sends the form with something else in that field than it holds.</summary>
    private static async Task SendForgedAsync(IPage page, string field, string value)
    {
        var forged = false;
        await page.RouteAsync("**/*", route =>
        {
            if (route.Request.Method != "POST" || route.Request.PostData is not { } sent)
            {
                return route.ContinueAsync();
            }

            var changed = UrlEncodedOrMultipart(field).Replace(sent, match => match.Groups["name"].Value + (match.Value.Contains('"') ? value : Uri.EscapeDataString(value)));
            forged = changed != sent;
            return route.ContinueAsync(new() { PostData = System.Text.Encoding.UTF8.GetBytes(changed) });
        });
        await SendAsync(page);
        await page.UnrouteAllAsync();
        Assert.True(forged, $"{field} was sent as the form holds it.");
    }

    private static Regex UrlEncodedOrMultipart(string field) =>
        new($"(?<name>(^|&){field}=)[^&]*|(?<name>name=\"?{field}\"?\r\n\r\n)[^\r]*");

    private async Task<string> TextAsync(IPage page, string path)
    {
        await page.GotoAsync(platform.Site + path);
        return await page.Locator("main").InnerTextAsync() is var text && Reference().IsMatch(text) ? Reference().Replace(text, "") : text;
    }

    [GeneratedRegex("Exception|System\\.|   at ")]
    private static partial Regex TraceOfAFault();

    [GeneratedRegex(@"\b[0-9a-f]{16}\b")]
    private static partial Regex Reference();
}
