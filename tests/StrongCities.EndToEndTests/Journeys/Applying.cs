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

    private static string Language(IPage page) => new Uri(page.Url).AbsolutePath[..3];
}
