using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>While nobody can say who is staff, nobody is; readers and members go on.</summary>
[Collection("platform")]
public class MembershipAwayTests(Platform platform)
{
    [Fact]
    public async Task With_Membership_stopped_what_is_for_staff_is_refused_and_what_is_public_or_the_members_own_is_still_shown()
    {
        var id = await platform.QueryAsync<Guid>("eventsdb", "select id from gatherings where state = 2 and ends_at > now() order by starts_at limit 1");
        var staff = await platform.SignInAsync("Tomás Rey", $"/en/staff/dialogues/{id}");
        await Expect(staff.GetByText("Seats taken")).ToBeVisibleAsync();
        var member = await platform.SignInAsync("Maja Holm", "/en/registrations");

        await platform.Copy.AskAsync("stop", "membership");
        try
        {
            var desk = await staff.GotoAsync($"{platform.Site}/en/staff/dialogues/{id}");
            Assert.False(desk!.Ok);
            await Expect(staff.GetByText("Seats taken")).ToHaveCountAsync(0);
            var counts = await staff.Context.APIRequest.GetAsync($"{platform.Site}/en/staff/dialogues/{id}/seats");
            Assert.False(counts.Ok);
            Assert.DoesNotContain("taken", await counts.TextAsync(), StringComparison.Ordinal);

            Assert.Equal((int)HttpStatusCode.OK, (await member.GotoAsync($"{platform.Site}/en/registrations"))!.Status);
            using var anybody = new HttpClient { BaseAddress = new Uri(platform.Site) };
            foreach (var path in new[] { "/en", "/en/calendar", $"/en/dialogues/{id}", "/en/calendar.ics" })
            {
                using var answer = await anybody.GetAsync(path);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }
        finally
        {
            await platform.Copy.AskAsync("start", "membership");
        }

        // Its pages are back without anybody signing in again.
        await Platform.EventuallyAsync(async () => (await staff.GotoAsync($"{platform.Site}/en/staff/dialogues/{id}"))!.Ok, ok => ok);
        await Expect(staff.GetByText("Seats taken")).ToBeVisibleAsync();
        await staff.Context.CloseAsync();
        await member.Context.CloseAsync();
    }
}
