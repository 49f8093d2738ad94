using System.Net;
using Microsoft.Playwright;
using StrongCities.EndToEndTests.Journeys;
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

    [Theory]
    [InlineData("postgres")]
    [InlineData("membership")]
    public async Task A_form_with_a_file_is_held_without_it_and_then_shown_again_with_what_was_typed_however_often_it_is_sent_meanwhile(string away)
    {
        var page = await platform.OpenAsync("/fr/join");
        await platform.StartApplicationAsync(page, "cso", $"{Guid.NewGuid():N}@fictional.example.org");
        await page.GotoAsync($"{platform.Site}/fr/join/evidence");
        await page.Locator("[name=evidence][value=document]").CheckAsync();
        await page.Locator("[name=reference1_name]").FillAsync("Quelqu’un & fils");
        await page.Locator("[name=document]").SetInputFilesAsync(Letter);

        await platform.Copy.AskAsync("stop", away);
        try
        {
            // What the browser holds is sent as often as somebody presses; the file is not among it.
            for (var time = 0; time < 3; time++)
            {
                var answer = await page.RunAndWaitForResponseAsync(() => page.Locator("main form button").ClickAsync(), response => response.Request.Method == "POST");
                Assert.Equal(503, answer.Status);
                Assert.Equal("Quelqu’un & fils", await page.Locator("main form [name=reference1_name]").InputValueAsync());
                Assert.Equal(0, await page.Locator("main form [type=file]").CountAsync());
            }
        }
        finally
        {
            await platform.Copy.AskAsync("start", away);
        }

        await Platform.EventuallyAsync(
            async () =>
            {
                await page.Locator("main form button").First.ClickAsync();
                return await page.Locator("main form [type=file]").CountAsync();
            },
            files => files == 1);
        Assert.Contains("Rien n’a encore été envoyé", await page.Locator(".summary").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("Quelqu’un & fils", await page.Locator("[name=reference1_name]").InputValueAsync());
        Assert.True(await page.Locator("[name=evidence][value=document]").IsCheckedAsync());

        await page.Locator("[name=document]").SetInputFilesAsync(Letter);
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/join/tasks");
        await page.GotoAsync($"{platform.Site}/fr/join/evidence");
        // Once, and never without its file.
        Assert.Equal(1, (await page.Locator("main").TextContentAsync())!.Split(Letter.Name).Length - 1);
        await page.Context.CloseAsync();
    }

    private static readonly FilePayload Letter = new() { Name = "lettre.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 a letter"u8.ToArray() };

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
