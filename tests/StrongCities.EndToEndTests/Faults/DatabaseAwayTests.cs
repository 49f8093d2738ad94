using System.Net;
using StrongCities.Faults.Harness;
using StrongCities.IntegrationTests;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>What readers and programs are told while PostgreSQL is not there, and that a form is held and done once.</summary>
[Collection("platform")]
public class DatabaseAwayTests(Platform platform)
{
    [Fact]
    public async Task With_PostgreSQL_stopped_pages_say_so_in_the_readers_language_and_a_form_is_held_and_sent_again_by_one_press()
    {
        await using var stage = await Stage.SetAsync(platform.Copy, organizations: 1);
        var dialogue = (await stage.PublishGatheringsAsync(30))[0];
        using var browser = await platform.Copy.BrowserAsync(Stage.Registrant);
        Assert.NotNull(browser);
        browser.DefaultRequestHeaders.Add("Origin", platform.Site);
        var address = $"{platform.Site}/fr/dialogues/{dialogue}/register";
        var form = SignIn.FieldsOf(await browser.GetStringAsync(address), "name=\"key\"").ToDictionary();
        Dictionary<string, string> held;

        await platform.Copy.AskAsync("stop", "postgres");
        try
        {
            // Over and over: first a connection that the pool still holds breaks, then none can be made.
            for (var time = 0; time < 3; time++)
            {
                Assert.Contains("Indisponible pour le moment", await NotNowAsync(browser.GetAsync($"{platform.Site}/fr/registrations")), StringComparison.Ordinal);
            }

            using var nobody = new HttpClient();
            var feed = await NotNowAsync(nobody.GetAsync($"{platform.Site}/fr/calendar/series/{Guid.NewGuid():N}.ics"));
            Assert.Equal("Une partie du site ne répond pas pour l’instant.", feed);
            Assert.Contains("\"status\":503", await NotNowAsync(browser.GetAsync($"{platform.Site}/api/v1/dialogues/{dialogue}")), StringComparison.Ordinal);

            var page = await NotNowAsync(SendAsync(browser, address, form));
            Assert.Contains("pas pu confirmer", page, StringComparison.Ordinal);
            held = SignIn.FieldsOf(page, "name=\"key\"").ToDictionary();
            Assert.Equal(form.OrderBy(field => field.Key), held.OrderBy(field => field.Key));
            // What another site sends is not laid before a reader.
            using var elsewhere = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form), Headers = { { "Sec-Fetch-Site", "cross-site" } } };
            Assert.DoesNotContain("name=\"key\"", await NotNowAsync(browser.SendAsync(elsewhere)), StringComparison.Ordinal);
        }
        finally
        {
            await platform.Copy.AskAsync("start", "postgres");
        }

        var led = await Platform.EventuallyAsync(
            async () =>
            {
                using var answer = await SendAsync(browser, address, held);
                return answer.RequestMessage!.RequestUri!.AbsolutePath;
            },
            path => path.Contains("/registrations/", StringComparison.Ordinal));
        Assert.StartsWith("/fr/registrations/", led, StringComparison.Ordinal);
        Assert.Equal(1, await platform.QueryAsync<long>("eventsdb", $"select count(*) from admission_entries where offering_id = '{dialogue}'"));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string address, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await browser.PostAsync(address, content);
    }

    /// <summary>The words of an answer that must be 503, say when to come back, and come in time.</summary>
    private static async Task<string> NotNowAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
