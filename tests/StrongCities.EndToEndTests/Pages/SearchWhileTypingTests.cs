using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Pages;

/// <summary>M8: the list of members follows the typing, and Enter asks as it does without script.</summary>
[Collection("platform")]
public class SearchWhileTypingTests(Platform platform)
{
    private const int LongerThanTheDelayMs = 1000;

    [Fact]
    public async Task The_list_follows_the_typing_once_a_text_and_enter_still_asks()
    {
        var page = await platform.OpenAsync("/en/members?kind=cso", withScript: true);
        var asked = 0;
        page.Request += (_, request) => asked += request.ResourceType == "fetch" ? 1 : 0;
        var field = page.Locator("[name=q]");
        var members = page.Locator("main ul.list > li");
        await field.FillAsync("Nordlys");
        await Expect(members).ToHaveCountAsync(1);
        await Expect(members).ToContainTextAsync("Nordlys Dialogue Circle");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 member on this page");
        await Expect(field).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync($"{platform.Site}/en/members?q=Nordlys&kind=cso");

        await field.FillAsync(" Nordlys ");
        await page.WaitForTimeoutAsync(LongerThanTheDelayMs);
        Assert.Equal(1, asked);

        await field.FillAsync("no such name");
        await Expect(members).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("No member fits.");
        Assert.Equal(2, asked);

        await field.FillAsync("Lantern");
        await page.RunAndWaitForResponseAsync(() => field.PressAsync("Enter"), answer => answer.Request.IsNavigationRequest);
        await Expect(members).ToContainTextAsync("Lantern Street Youth");
        await page.Context.CloseAsync();
    }
}
