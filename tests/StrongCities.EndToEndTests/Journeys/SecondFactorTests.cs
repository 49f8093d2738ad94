using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StrongCities.EndToEndTests.Pages;
using StrongCities.IntegrationTests;
using StrongCities.IntegrationTests.Identity;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>An invited operator is told that the role needs a second factor, sets up an app, comes back to the traces, and signs in next time with mailbox and app.</summary>
[Collection("platform")]
public sealed partial class SecondFactorTests(Platform platform)
{
    private const int NarrowPx = 320;

    [Theory]
    [InlineData("en", false)]
    [InlineData("fr", true)]
    public async Task An_invited_operator_sets_up_an_app_and_reads_the_traces(string language, bool withScript)
    {
        var traces = $"/{language}/operations/traces";
        var (needed, set, heading) = language == "en"
            ? ("Your role needs a second factor", "Set it up, or type its code", "Traces")
            : ("Votre rôle exige un second facteur", "La configurer, ou saisir son code", "Traces");
        var email = $"operator-{Guid.NewGuid():N}@fictional.example.org";
        var (status, printed) = await ServiceProcess.RunAsync("Identity", EnvironmentOfIdentity(), "invite-operator", email);
        Assert.True(status == 0, printed);

        var page = await platform.OpenAsync($"/{language}", withScript);
        await page.GotoAsync(Invitation().Match(printed).Value.Replace("/en/", $"/{language}/", StringComparison.Ordinal));
        await page.Locator("#name").FillAsync("Olga First");
        await page.Locator("main button").ClickAsync();
        await Expect(page.Locator("#key")).ToBeVisibleAsync();

        // Not now: the role says that it is needed, as soon as Membership has granted it.
        await page.GotoAsync(platform.Site + $"/{language}/sign-in?returnUrl={Uri.EscapeDataString(traces)}");
        var told = await Platform.EventuallyAsync(
            async () =>
            {
                await page.GotoAsync(platform.Site + traces);
                return await page.Locator("h1").TextContentAsync();
            },
            words => words == needed);
        Assert.Equal(needed, told);
        await LookAsync(page, withScript);
        await page.GetByRole(AriaRole.Link, new() { Name = set }).ClickAsync();

        await LookAsync(page, withScript);
        var app = new TestApp(await page.Locator("#key").TextContentAsync() ?? "");
        await page.Locator("#code").FillAsync("12345");
        await page.Locator("main button").ClickAsync();
        await Expect(page.Locator("#code-wrong")).ToBeVisibleAsync();
        await LookAsync(page, withScript);
        await page.Locator("#code").FillAsync(app.Code());
        await page.Locator("main button").ClickAsync();
        await Expect(page.Locator("#recovery-codes li")).ToHaveCountAsync(10);
        await LookAsync(page, withScript);
        await page.Locator("main a.button").ClickAsync();
        await page.WaitForURLAsync(platform.Site + traces);
        Assert.Equal(heading, await page.Locator("h1").TextContentAsync());
        await platform.MailAsync(email, "second-factor-added");

        // The next day: the mailed code leads to the app, and the app to the page.
        var next = await platform.OpenAsync($"/{language}/sign-in?returnUrl={Uri.EscapeDataString(traces)}", withScript);
        await next.Locator("#email").FillAsync(email);
        await next.Locator("#form button").ClickAsync();
        await next.Locator("#code").FillAsync(EightDigits().Match((await platform.MailAsync(email, "sign-in")).Text).Value);
        await next.Locator("main button").ClickAsync();
        await next.WaitForURLAsync("**/sign-in/second-factor");
        await LookAsync(next, withScript);
        await next.Locator("#code").FillAsync(app.Code(1));
        await next.Locator("main button").ClickAsync();
        await next.WaitForURLAsync(platform.Site + traces);
        Assert.Equal(heading, await next.Locator("h1").TextContentAsync());

        // Where somebody looks for it: both browsers are listed, and the app can be managed.
        await next.GotoAsync($"{platform.Copy.Address("identity")}/{language}/account");
        await Expect(next.Locator("#form > li")).ToHaveCountAsync(2);
        await LookAsync(next, withScript);
        await next.GotoAsync($"{platform.Copy.Address("identity")}/{language}/account/second-factor");
        await LookAsync(next, withScript);
        await next.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Axe in light and dark, and a small phone; axe is a script.</summary>
    private static async Task LookAsync(IPage page, bool withScript)
    {
        if (withScript)
        {
            Assert.Empty(await EveryPageTests.ViolationsAsync(page));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            Assert.Empty(await EveryPageTests.ViolationsAsync(page, "color-contrast"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }

        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(NarrowPx, size.Height);
        Assert.True(await EveryPageTests.WidthAsync(page) <= NarrowPx, $"{new Uri(page.Url).AbsolutePath} is too wide.");
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    /// <summary>What the launcher gave the running process.</summary>
    private Dictionary<string, string> EnvironmentOfIdentity() =>
        File.ReadAllText($"/proc/{platform.Copy.Resource("identity").Pid}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1]);

    [GeneratedRegex(@"http\S+/en/invitation\?token=\S+")]
    private static partial Regex Invitation();

    [GeneratedRegex(@"\b[0-9]{8}\b")]
    private static partial Regex EightDigits();
}
