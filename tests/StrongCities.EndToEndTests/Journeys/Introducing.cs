using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>The one round of introductions that a copy has for all its tests: whoever was introduced rests, so a second would suggest nothing.</summary>
internal static class Introducing
{
    private const int AnswerDays = 4;

    /// <summary>Staff open it, unless it was opened before.</summary>
    public static async Task OpenRoundAsync(this Platform platform)
    {
        if (await platform.QueryAsync<long>("matchmakingdb", "select count(*) from rounds") == 0)
        {
            var staff = await platform.SignInAsync("Tomás Rey", "/en/staff/introductions");
            await staff.GetByLabel("Answer date").FillAsync(DateTime.UtcNow.AddDays(AnswerDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await staff.GetByRole(AriaRole.Button, new() { Name = "Open a round" }).ClickAsync();
            await Expect(staff.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
            await staff.Context.CloseAsync();
        }
    }
}
