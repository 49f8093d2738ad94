using Microsoft.Playwright;
using StrongCities.Faults.Harness;
using StrongCities.Faults.Rows;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>A mail server that says "not now", says nothing, and says "never".</summary>
[Collection("platform")]
public class MailServerTests(Platform platform)
{
    /// <summary>Its control is in the row: a well mail server is asked once and has each mail once.</summary>
    [Fact]
    public async Task Not_now_and_silence_are_tried_again_and_arrive_once_and_never_is_a_bounce_that_staff_see()
    {
        var before = await BouncedAsync();
        using var sink = new MailSink();
        await platform.Copy.AskAsync("stop", "notifications");
        try
        {
            await using var notifications = await Replica.StartAsync(platform.Copy, "notifications",
                ("Smtp__Host", "localhost"), ("Smtp__Port", $"{sink.Port}"), ("Smtp__Security", "none"));
            await MailServer.RunAsync(new Scene(platform.Copy, sink), organizations: 1);
        }
        finally
        {
            await platform.Copy.AskAsync("start", "notifications");
        }

        Assert.Equal(before + 1, await BouncedAsync());
        var staff = await platform.SignInAsync("Tomás Rey", "/en/staff/bounced");
        await Expect(staff.GetByText("refused with 550").First).ToBeVisibleAsync();
        // It leads to the list that names the organization, which staff may open.
        var refused = staff.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "refused with 550" }).First.GetByRole(AriaRole.Link);
        var reference = (await refused.InnerTextAsync())["Registration ".Length..];
        await refused.ClickAsync();
        await Expect(staff.GetByText(reference).First).ToBeVisibleAsync();
        await staff.Context.CloseAsync();
    }

    private Task<long> BouncedAsync() => platform.QueryAsync<long>("notificationsdb", "select count(*) from mail_intents where outcome = 'bounced'");
}
