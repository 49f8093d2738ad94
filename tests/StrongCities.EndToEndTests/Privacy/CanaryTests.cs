using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Microsoft.Playwright;
using StrongCities.EndToEndTests.Journeys;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Privacy;

/// <summary>T7: what a person types, and the links and codes that are mailed to them, stay out of logs, telemetry, metrics, messages and the cache.</summary>
[Collection("platform")]
public sealed partial class CanaryTests(Platform platform)
{
    private static readonly byte[] SmallPdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    [Fact]
    public async Task Nothing_of_a_person_is_in_logs_traces_metrics_queues_or_the_cache_and_what_is_planted_there_is_found()
    {
        // An empty store, so that all of it can be read.
        await platform.Copy.AskAsync("restart", "operations");
        var canary = new Canary();
        await ApplyAsync(canary);
        await DecideAsync(canary);
        await SignInAndRegisterAsync(canary);

        using var places = new Places(platform);
        // Spans, logs and facts are on their way for some seconds; then the walk is there to be found.
        Assert.True(await Platform.EventuallyAsync(() => places.HasTraceAsync("notifications", "/register"), arrived => arrived));
        await Task.Delay(TimeSpan.FromSeconds(6));
        var read = await places.ReadAsync();
        var whole = string.Concat(read.Where(text => text.Place.StartsWith("trace ", StringComparison.Ordinal)).Select(text => text.Text));
        Assert.Matches(WalkOfMail(), whole);
        Assert.Contains("POST /join/contact", whole, StringComparison.Ordinal);
        Assert.Contains("/register", whole, StringComparison.Ordinal);
        Assert.Contains("GET /feeds/{token}.ics", whole, StringComparison.Ordinal);

        Assert.Empty(Found(canary, read));

        await ThePlantedIsFoundAsync(places);
    }

    private static List<string> Found(Canary canary, IEnumerable<(string Place, string Text)> read) =>
        [.. read.SelectMany(text => canary.FindIn(text.Text).Select(what => $"{what} in {text.Place}"))];

    private async Task ThePlantedIsFoundAsync(Places places)
    {
        var planted = new Canary();
        var word = planted.Address.Split('.', '@')[1];
        var log = Path.Combine(places.LogFolder, "planted.log");
        await File.WriteAllTextAsync(log, $"info: somebody called {planted.Name}\n");
        await SendSpanAsync(word);
        using (var message = new StringContent(new JsonObject
        {
            ["properties"] = new JsonObject(),
            ["routing_key"] = "events-keep-standing_dead",
            ["payload"] = planted.Phone,
            ["payload_encoding"] = "string",
        }.ToJsonString(), Encoding.UTF8, "application/json"))
        {
            (await places.Broker.PostAsync("/api/exchanges/%2F/amq.default/publish", message)).EnsureSuccessStatusCode();
        }

        using (var parameter = new StringContent(new JsonObject { ["name"] = word, ["value"] = word }.ToJsonString(), Encoding.UTF8, "application/json"))
        {
            (await places.Broker.PutAsync($"/api/global-parameters/{word}", parameter)).EnsureSuccessStatusCode();
        }

        await using var cache = await places.OpenCacheAsync();
        await cache.GetDatabase().ListRightPushAsync("planted", planted.Words("cache"));
        try
        {
            string[] expected = ["log planted.log", "trace ", "queue events-keep-standing_dead", "definitions of the broker", "cache planted"];
            var found = await Platform.EventuallyAsync(
                async () => Found(planted, await places.ReadAsync("planter")), hits => expected.All(place => hits.Any(hit => hit.Contains(place, StringComparison.Ordinal))));
            Assert.All(expected, place => Assert.Contains(found, hit => hit.Contains(place, StringComparison.Ordinal)));
            // Nothing can be planted among metrics from outside; what every process says is read from each.
            var metrics = (await places.ReadAsync("planter")).Where(text => text.Place.StartsWith("metrics of ", StringComparison.Ordinal)).ToList();
            Assert.Equal(platform.Copy.Services.Order(), metrics.Select(text => text.Place["metrics of ".Length..]).Order());
            Assert.All(metrics, text => Assert.Contains("strongcities_health", text.Text, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(log);
            await cache.GetDatabase().KeyDeleteAsync("planted");
            (await places.Broker.DeleteAsync($"/api/global-parameters/{word}")).EnsureSuccessStatusCode();
            (await places.Broker.DeleteAsync("/api/queues/%2F/events-keep-standing_dead/contents")).EnsureSuccessStatusCode();
        }
    }

    /// <summary>A sender that gives a span a word in an attribute that Operations keeps.</summary>
    private async Task SendSpanAsync(string word)
    {
        var key = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(platform.Copy.Directory, "instance.json")))!["Secrets"]!["telemetry-key"]!.GetValue<string>();
        var now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        // ExportTraceServiceRequest by its field numbers: the tests have no other use for OTLP's messages.
        var span = Message(
            (1, Guid.NewGuid().ToByteArray()), (2, RandomNumberGenerator.GetBytes(8)), (5, "planted"), (7, now), (8, now), (9, Attribute("http.route", $"/{word}")));
        var sent = Message((1, Message((1, Message((1, Attribute("service.name", "planter")))), (2, Message((2, span))))));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{platform.Copy.Resource("operations").Endpoints["http"]}/v1/traces")
        {
            Content = new ByteArrayContent(sent) { Headers = { ContentType = new("application/x-protobuf") } },
            Headers = { { "x-otlp-api-key", key } },
        };
        (await client.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static byte[] Attribute(string name, string value) => Message((1, name), (2, Message((1, value))));

    private static byte[] Message(params (int Field, object Value)[] fields)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            foreach (var (field, value) in fields)
            {
                switch (value)
                {
                    case ulong number:
                        output.WriteTag(field, WireFormat.WireType.Fixed64);
                        output.WriteFixed64(number);
                        break;
                    case string text:
                        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                        output.WriteString(text);
                        break;
                    case byte[] nested:
                        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                        output.WriteBytes(ByteString.CopyFrom(nested));
                        break;
                }
            }
        }

        return bytes.ToArray();
    }

    private async Task ApplyAsync(Canary canary)
    {
        var page = await platform.OpenAsync("/en/join");
        await page.Locator("[name=kind][value=city]").CheckAsync();
        await page.Locator("[name=email]").FillAsync(canary.Address);
        await SubmitAsync(page, "**/en/join/tasks");

        // Opened again by the mailed link, whose token is a secret.
        var link = new Uri((await platform.MailAsync(canary.Address, "application-started")).Link("/en/join/resume/"));
        canary.Add(link.Segments[^1]);
        await page.GotoAsync(link.ToString());
        await SubmitAsync(page, "**/en/join/tasks");
        await page.GotoAsync($"{platform.Site}/en/join/organization");
        await page.Locator("[name=organization_name]").FillAsync("Halden");
        await page.Locator("[name=form][value=town]").CheckAsync();
        await page.Locator("[name=country]").SelectOptionAsync("NO");
        // Refused with words first: what was typed comes back, and goes nowhere else.
        await page.Locator("[name=website]").FillAsync($"javascript:{canary.Position}");
        await page.Locator("main form button").ClickAsync();
        await Expect(page.Locator(".field.wrong [name=website]")).ToBeVisibleAsync();
        await page.Locator("[name=website]").FillAsync("https://halden.example.org");
        await SubmitAsync(page, "**/en/join/tasks");
        await FillAsync(page, "contact", ("contact_name", canary.Name), ("contact_position", canary.Position), ("phone", canary.Phone));
        await FillAsync(page, "work", ("motivation", canary.Words("application")));
        await page.GotoAsync($"{platform.Site}/en/join/evidence");
        await page.Locator("[name=evidence][value=letter]").CheckAsync();
        await page.Locator("[name=document]").SetInputFilesAsync(new FilePayload { Name = $"{canary.Position}.pdf", MimeType = "application/pdf", Buffer = SmallPdf });
        await SubmitAsync(page, "**/en/join/tasks");
        await page.GotoAsync($"{platform.Site}/en/join/principles");
        await page.Locator("[name=accept]").CheckAsync();
        await SubmitAsync(page, "**/en/join/tasks");
        await page.GotoAsync($"{platform.Site}/en/join/check");
        await SubmitAsync(page, "**/en/join/status?sent");
    }

    private async Task DecideAsync(Canary canary)
    {
        var desk = await platform.SignInAsync("Ingrid Voll", "/en/staff/cases");
        await desk.Locator("main ul.list > li").Filter(new() { HasText = "Halden" }).GetByRole(AriaRole.Link).ClickAsync();
        foreach (var item in await desk.Locator("[name=checked]").AllAsync())
        {
            await item.CheckAsync();
        }

        await desk.GetByLabel("Admit", new() { Exact = true }).CheckAsync();
        await desk.Locator("[name=words]").First.FillAsync(canary.Words("reviewer"));
        await desk.GetByRole(AriaRole.Button, new() { Name = "Recommend", Exact = true }).ClickAsync();
        await Expect(desk.Locator(".panel.note").GetByText(canary.Words("reviewer"))).ToBeVisibleAsync();
        var decider = await platform.SignInAsync("Daniela Ortiz", new Uri(desk.Url).AbsolutePath);
        await decider.GetByLabel("Admit", new() { Exact = true }).CheckAsync();
        await decider.Locator("[name=words]").First.FillAsync(canary.Words("decider"));
        await decider.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Expect(decider.Locator("h1 + p .tag")).ToHaveTextAsync("Admitted");
        await platform.MailAsync(canary.Address, "application-decided");
    }

    private async Task SignInAndRegisterAsync(Canary canary)
    {
        var person = await platform.OpenAsync("/en/sign-in?returnUrl=/en/account");
        await person.GetByLabel("E-mail address").FillAsync(canary.Address);
        await person.GetByRole(AriaRole.Button, new() { Name = "Send me a code" }).ClickAsync();
        var code = CodeInMail().Match((await platform.MailAsync(canary.Address, "sign-in")).Text).Value;
        await person.Locator("[name=code], [name=Code]").FillAsync(code);
        await person.Locator("main form button").First.ClickAsync();
        await person.WaitForURLAsync("**/en/account");

        // Events learns of the new member by facts; until then it knows nobody who could register.
        var dialogues = await platform.QueryAsync<Guid[]>("eventsdb", "select array(select id from admission_offerings order by capacity - taken desc limit 5)");
        var tried = 0;
        await Platform.EventuallyAsync(
            async () =>
            {
                await person.GotoAsync($"{platform.Site}/en/dialogues/{dialogues[tried++ % dialogues.Length]}/register");
                return await person.Locator("[name=max]").CountAsync();
            },
            fields => fields > 0);
        await person.Locator("[name=max]").FillAsync("1");
        await person.GetByLabel("I have read what taking part involves").CheckAsync();
        await person.Locator("main form button").First.ClickAsync();
        await person.WaitForURLAsync("**/registrations/**");
        await platform.MailAsync(canary.Address, "registered");

        // The private address of the calendar is read as a programme does, also when it opens nothing any more.
        var feed = await platform.SubscribeAsync(person, "en");
        canary.Add(Path.GetFileNameWithoutExtension(feed));
        Assert.Single(await Subscribing.ReadAsync(feed));
        await person.Locator("main form button.warn").ClickAsync();
        await Expect(person.Locator("main dl")).ToHaveCountAsync(0);
        await Subscribing.RefusedAsync(feed);
    }

    private async Task FillAsync(IPage page, string step, params (string Field, string Value)[] answers)
    {
        await page.GotoAsync($"{platform.Site}/en/join/{step}");
        foreach (var (field, value) in answers)
        {
            await page.Locator($"[name={field}]").FillAsync(value);
        }

        await SubmitAsync(page, "**/join/tasks");
    }

    private static async Task SubmitAsync(IPage page, string arrives)
    {
        await page.Locator("main form button").First.ClickAsync();
        await page.WaitForURLAsync(arrives);
    }

    [GeneratedRegex(@"\b\d{8}\b|\b\d{4}[ \u00a0-]\d{4}\b")]
    private static partial Regex CodeInMail();

    [GeneratedRegex("notifications-mail-delegation-registered")]
    private static partial Regex WalkOfMail();
}
