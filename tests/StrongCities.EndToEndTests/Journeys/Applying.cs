using Microsoft.Playwright;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>The steps of an application, as an applicant takes them.</summary>
internal static class Applying
{
    /// <summary>Begins one and stands before its tasks.</summary>
    public static async Task StartApplicationAsync(this Platform platform, IPage page, string kind, string address)
    {
        await page.Locator($"[name=kind][value={kind}]").CheckAsync();
        await page.Locator("[name=email]").FillAsync(address);
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/join/tasks");
    }

    /// <summary>Fills text fields of one step and saves it.</summary>
    public static async Task FillStepAsync(this Platform platform, IPage page, string step, params (string Field, string Value)[] answers)
    {
        await page.GotoAsync($"{platform.Site}{Language(page)}/join/{step}");
        foreach (var (field, value) in answers)
        {
            await page.Locator($"[name={field}]").FillAsync(value);
        }

        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/join/tasks");
    }

    /// <summary>Accepts the principles, checks the answers and sends them; the reference that the applicant is given.</summary>
    public static async Task<string> AcceptAndSendAsync(this Platform platform, IPage page)
    {
        await page.GotoAsync($"{platform.Site}{Language(page)}/join/principles");
        await page.Locator("[name=accept]").CheckAsync();
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/join/tasks");
        await page.GotoAsync($"{platform.Site}{Language(page)}/join/check");
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/join/status?sent");
        return (await page.Locator(".reference").TextContentAsync())!.Trim();
    }

    /// <summary>An unregistered group without a letter, whom two people know, from the first page to the reference.</summary>
    public static async Task<string> SendGroupAsync(this Platform platform, IPage page, string address, string name)
    {
        var language = Language(page);
        await platform.StartApplicationAsync(page, "cso", address);
        await page.GotoAsync($"{platform.Site}{language}/join/organization");
        await page.Locator("[name=organization_name]").FillAsync(name);
        await page.Locator("[name=form][value=unregistered]").CheckAsync();
        await page.Locator("[name=country]").SelectOptionAsync("SK");
        await page.Locator("[name=place]").FillAsync("Trnava");
        await SaveAsync(page);
        await platform.FillStepAsync(page, "contact", ("contact_name", "Ivana Fictional"));
        await platform.FillStepAsync(page, "work", ("motivation", "We meet neighbours."));
        await page.GotoAsync($"{platform.Site}{language}/join/evidence");
        await page.Locator("[name=evidence][value=references]").CheckAsync();
        foreach (var number in new[] { 1, 2 })
        {
            await page.Locator($"[name=reference{number}_name]").FillAsync($"Person {number}");
            await page.Locator($"[name=reference{number}_email]").FillAsync($"person{number}@example.org");
        }

        await SaveAsync(page);
        await page.GotoAsync($"{platform.Site}{language}/join/listing");
        await page.Locator("[name=listing][value=unlisted]").CheckAsync();
        await SaveAsync(page);
        return await platform.AcceptAndSendAsync(page);
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/join/tasks");
    }

    private static string Language(IPage page) => new Uri(page.Url).AbsolutePath[..3];
}
