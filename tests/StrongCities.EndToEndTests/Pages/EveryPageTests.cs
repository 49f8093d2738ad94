using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using StrongCities.EndToEndTests.Journeys;
using StrongCities.Faults.Harness;
using StrongCities.IntegrationTests.Identity;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Pages;

/// <summary>
/// Goes where links lead, as everybody who has a reason to be there, and looks at every page the site declares: axe in light and dark and with its form
/// refused, 320 px, its own origin alone, nothing that the policy forbids, no word that cannot be translated.
/// </summary>
[Collection("platform")]
public partial class EveryPageTests(Platform platform, ITestOutputHelper output)
{
    private const int NarrowPx = 320;
    private const int ComfortablePx = 1100;
    private const int HeightPx = 900;
    private const int FirstVisitBytesMax = 60_000;
    private const int RoutesMin = 50;

    // Pages that no link leads to; those with "wrong" are told a wrong token and say so.
    private static readonly string[] NotLinked =
    [
        "/not-found", "/not-for-you", "/second-factor-needed", "/problem", "/sign-in-failed", "/signed-out", "/check-mail", "/names-taken-out",
        "/join/resume/wrong", "/offers/wrong", "/offers/wrong/decline", "/colleagues/wrong", "/names/wrong",
        "/trainings/offers/wrong", "/trainings/offers/wrong/decline", "/trainings/names/wrong",
    ];

    // Their forms change what other pages show, or leave.
    private static readonly string[] NotSent = ["/sign-out", "/account", "/time-zone", "/mailbox", "/members", "/operations/traces"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IReadOnlyList<Route> _routes = Route.All();
    private readonly HashSet<Route> _seen = [];
    private readonly List<string> _refused = [];
    private readonly List<string> _wrong = [];
    private readonly List<(string Path, IReadOnlyList<string> Texts)> _pseudo = [];

    [Fact]
    public async Task Every_page_is_accessible_fits_a_small_phone_and_can_be_translated()
    {
        Assert.True(_routes.Count > RoutesMin, $"Only {_routes.Count} pages were found: the search itself is broken.");
        await platform.OpenRoundAsync();
        var registration = await RegisterAsync("/en/dialogues", "Winter dialogue: prevention begins in the neighbourhood", "Register a delegation", "Register");
        var booking = await RegisterAsync("/en/calendar", "Showing what changed: a small working group", "Book places", "Register");
        await ProposeSuspensionAsync();
        // With the question whether it still comes.
        await MoveAsync(registration);
        var own = await platform.QueryAsync<Guid>(
            "eventsdb", $"select organization_id from organization_roles where person_id = '{Stage.PersonOf("Maja Holm").PersonId}' and role = 'focal-point' limit 1");

        await CrawlAsync(await platform.OpenAsync("/en/join", withScript: true), ["/", .. NotLinked, "/mailbox", "/join"]);
        var applicant = await platform.OpenAsync("/en/join", withScript: true);
        await platform.StartApplicationAsync(applicant, "cso", "every-page@fictional.example.org");
        await CrawlAsync(applicant, ["/join/tasks"]);
        var sent = await platform.OpenAsync("/en/join", withScript: true);
        await platform.SendGroupAsync(sent, "sent-page@fictional.example.org", "Every page (fictional)");
        await CrawlAsync(sent, ["/join/status"]);
        foreach (var person in new[] { "Maja Holm", "Amina Diallo", "Ingrid Voll", "Tomás Rey", "Nadia Lindqvist" })
        {
            string[] from = ["/account", "/", "/staff", "/operations", .. person == "Maja Holm" ? [registration, $"{registration}/label", booking, $"{booking}/label", $"/organizations/{own}/appeal"] : Array.Empty<string>(),
                .. person == "Ingrid Voll" ? [$"/staff/suspensions/propose/{own}"] : Array.Empty<string>()];
            await CrawlAsync(await platform.SignInAsync(person, "/en/account", withScript: true), from);
        }

        // A page that was seen as everybody sees it, as staff see it before; and what is offered for a dialogue of one state only.
        var reported = await platform.QueryAsync<Guid>("eventsdb", "select gathering_id from reports where published_at is not null limit 1");
        var desk = await platform.SignInAsync("Tomás Rey", "/en/staff/dialogues", withScript: true);
        foreach (var path in (string[])[.. await DraftAsync(desk), $"/staff/dialogues/{reported}/report"])
        {
            _seen.Add(Route.Of(path, _routes)!);
            await LookAsync(desk, path);
        }

        await desk.Context.CloseAsync();

        // Read last: the pages hold what was written meanwhile.
        var literals = await Literals.ReadAsync(platform);
        _wrong.AddRange(_pseudo.SelectMany(page => page.Texts.Where(literals.HoldsPlainWords).Select(text => $"{page.Path}: cannot be translated: {text}")));
        output.WriteLine($"Looked at {_seen.Count} of {_routes.Count} pages; forms refused on: {string.Join(" ", _refused.Order())}");
        _wrong.AddRange(_routes.Except(_seen).Select(route => $"{route.Template}: never seen"));
        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/fr/calendar")]
    [InlineData("/en/join")]
    public async Task A_first_visit_weighs_less_than_60_kB(string path)
    {
        var page = await platform.OpenAsync("/en/accessibility", withScript: true);
        var context = await page.Context.Browser!.NewContextAsync();
        var first = await context.NewPageAsync();
        var requests = new List<IRequest>();
        first.RequestFinished += (_, request) => requests.Add(request);
        await first.GotoAsync(platform.Site + path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        var bytes = 0;
        foreach (var request in requests)
        {
            var sizes = await request.SizesAsync();
            bytes += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }

        output.WriteLine($"{path}: {bytes} bytes in {requests.Count} requests");
        Assert.InRange(bytes, 1, FirstVisitBytesMax);
        await context.CloseAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Identity's own pages, for nobody and for who is signed in, and each form with nothing typed.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Every_page_of_Identity_is_accessible_fits_a_small_phone_and_weighs_little(string language)
    {
        var paths = IdentityPages.Paths.Select(path => path.Replace("/en/", $"/{language}/", StringComparison.Ordinal)).Distinct().ToList();
        var (wrong, refused, bytes, followed) = (new List<string>(), 0, 0, new HashSet<string>());
        foreach (var page in new[] { await platform.OpenAsync($"/{language}", withScript: true), await platform.SignInAsync("Nadia Lindqvist", $"/{language}/account", withScript: true) })
        {
            page.RequestFinished += async (_, request) => bytes += (await request.SizesAsync()).ResponseBodySize;
            foreach (var path in paths)
            {
                bytes = 0;
                await page.GotoAsync(platform.Copy.Address("identity") + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
                await LookAsync(path);
                // What is linked on the site is crawled from there; that these links lead there is seen nowhere else.
                foreach (var link in await page.Locator($"a[href^='{platform.Site}/']").EvaluateAllAsync<string[]>("links => links.map(link => link.href)"))
                {
                    if (followed.Add(link) && (await page.APIRequest.GetAsync(link)).Status is var status && status >= 400)
                    {
                        wrong.Add($"{path}: {link} is {status}");
                    }
                }

                if (bytes > FirstVisitBytesMax)
                {
                    wrong.Add($"{path}: {bytes} bytes");
                }

                if (await page.Locator("main form:has(input:not([type=hidden])) button").CountAsync() > 0)
                {
                    await page.EvaluateAsync("() => document.querySelectorAll('main form').forEach(form => form.noValidate = true)");
                    await page.Locator("main form:has(input:not([type=hidden])) button").First.ClickAsync();
                    refused += await page.Locator(".wrong-words").CountAsync();
                    await LookAsync($"{path}, refused");
                }

                async Task LookAsync(string what)
                {
                    wrong.AddRange((await ViolationsAsync(page)).Select(violation => $"{what}: {violation}"));
                    await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
                    wrong.AddRange((await ViolationsAsync(page, "color-contrast")).Select(violation => $"{what}, dark: {violation}"));
                    await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
                    await page.SetViewportSizeAsync(NarrowPx, HeightPx);
                    if (await WidthAsync(page) > NarrowPx)
                    {
                        wrong.Add($"{what}: too wide for a small phone");
                    }

                    await page.SetViewportSizeAsync(ComfortablePx, HeightPx);
                }
            }

            await page.Context.CloseAsync();
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(paths.Count > 10 && refused > 5 && followed.Count > 1, $"Only {paths.Count} pages, {refused} refusals and {followed.Count} links were found: the search itself is broken.");
    }

    [Fact]
    public async Task What_the_crawl_looks_for_it_would_find()
    {
        var page = await platform.OpenAsync("/en/accessibility", withScript: true);
        var literals = await Literals.ReadAsync(platform);
        await page.EvaluateAsync("""
            () => document.querySelector("main").insertAdjacentHTML("beforeend",
              '<p>A literal</p><img src="/assets/icon.svg"><div class="wide"><p>' + "w".repeat(400) + '</p></div><input name="unlabelled">')
            """);
        Assert.Contains("A literal", (await Literals.TextsAsync(page)).Where(literals.HoldsPlainWords));
        Assert.True(literals.HoldsPlainWords("[Šîĝñ îñ~~] left over"));
        Assert.False(literals.HoldsPlainWords("[Šîĝñ îñ Maja Holm~~] 9:00 am, 21 January 2027"));
        Assert.NotEmpty(await ViolationsAsync(page));
        await page.EvaluateAsync("""
            () => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync("@media (prefers-color-scheme: dark) { main p { color: #333; background: #222 } }");
              document.adoptedStyleSheets.push(sheet);
            }
            """);
        Assert.Empty(await ViolationsAsync(page, "color-contrast"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.NotEmpty(await ViolationsAsync(page, "color-contrast"));
        await page.SetViewportSizeAsync(NarrowPx, HeightPx);
        await page.EvaluateAsync("() => { document.querySelector('main').style.whiteSpace = 'nowrap'; }");
        Assert.True(await WidthAsync(page) > NarrowPx);
        await page.Context.CloseAsync();
    }

    /// <summary>A registration, without which the pages about it are nobody's; its path.</summary>
    private async Task<string> RegisterAsync(string list, string title, string open, string press)
    {
        var page = await platform.SignInAsync("Maja Holm", list);
        await page.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        var register = page.GetByRole(AriaRole.Link, new() { Name = open });
        if (await register.CountAsync() > 0)
        {
            await register.ClickAsync();
            await page.GetByLabel("I have read what taking part involves").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = press, Exact = true }).ClickAsync();
            await page.WaitForURLAsync("**/registrations/*");
        }
        else
        {
            await page.Locator("main a[href*='/registrations/']").First.ClickAsync();
        }

        var path = new Uri(page.Url).AbsolutePath["/en".Length..];
        await page.Context.CloseAsync();
        return path;
    }

    /// <summary>Moves the dialogue of a registration to another room.</summary>
    private async Task MoveAsync(string registration)
    {
        var dialogue = await platform.QueryAsync<Guid>("eventsdb", $"select offering_id from admission_entries where id = '{registration.Split('/')[^1]}'");
        var page = await platform.SignInAsync("Tomás Rey", $"/en/staff/dialogues/{dialogue}/edit");
        await page.Locator("[name=venue]").FillAsync($"Room {Guid.NewGuid().ToString()[..4]}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator(".panel.done")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>A draft with two sessions side by side; where staff see it, and see it as readers will.</summary>
    private async Task<string[]> DraftAsync(IPage page)
    {
        var day = $"{TimeProvider.System.GetUtcNow().Year + 1}-09-15";
        await page.GotoAsync($"{platform.Site}/en/staff/dialogues/new");
        foreach (var (field, text) in new[] { ("title_en", "A draft to be looked at"), ("starts", $"{day}T09:00"), ("ends", $"{day}T17:00"), ("host_city", "Oslo"), ("capacity", "20"), ("seats_per_organization", "3") })
        {
            await page.Locator($"[name={field}]").FillAsync(text);
        }

        await page.Locator("[name=time_zone]").SelectOptionAsync("Europe/Oslo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change the sessions" }).ClickAsync();
        foreach (var (place, track) in new[] { (0, "Mayors and their deputies"), (1, "Civil society") })
        {
            foreach (var (field, text) in new[] { ("title", "Side by side"), ("starts", $"{day}T10:00"), ("ends", $"{day}T11:30"), ("track", track) })
            {
                await page.Locator($"[name='sessions.{place}.{field}']").FillAsync(text);
            }
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        var staff = new Uri(page.Url).AbsolutePath["/en".Length..];
        await page.GetByRole(AriaRole.Link, new() { Name = "English", Exact = true }).Last.ClickAsync();
        await Expect(page.GetByText("Draft: only staff see this page.")).ToBeVisibleAsync();
        await Expect(page.Locator("main a[href$='/register']")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Civil society")).ToBeVisibleAsync();
        return [staff, new Uri(page.Url).AbsolutePath["/en".Length..], $"{staff}/delete"];
    }

    /// <summary>A case, without which its page is nobody's; nobody decides it.</summary>
    private async Task ProposeSuspensionAsync()
    {
        var page = await platform.SignInAsync("Ingrid Voll", "/en/staff/suspensions?q=Rotterdam");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rotterdam" }).ClickAsync();
        foreach (var field in new[] { "principle", "conduct", "evidence", "words" })
        {
            await page.Locator($"[name={field}]").FillAsync($"The {field}, for a page to be looked at.");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rotterdam" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Reads where links lead without showing it, and shows the browser one page of each kind that nobody was shown before.</summary>
    private async Task CrawlAsync(IPage page, IEnumerable<string> from)
    {
        page.Console += (_, message) => Note(page, message.Type == "error" && !message.Text.Contains("status of", StringComparison.Ordinal) ? $"console: {message.Text}" : null);
        var ours = new[] { platform.Site, platform.Copy.Address("identity") };
        page.Request += (_, request) => Note(page, ours.Any(site => request.Url.StartsWith(site, StringComparison.Ordinal)) ? null : $"asks elsewhere: {request.Url}");
        var toRead = new Queue<string>(from);
        var queued = toRead.Select(path => Route.Of(path, _routes)).OfType<Route>().ToHashSet();
        while (toRead.TryDequeue(out var path))
        {
            var answer = await page.Context.APIRequest.GetAsync($"{platform.Site}/en{path}");
            foreach (Match link in Link().Matches(await answer.TextAsync()))
            {
                if (Route.Of(link.Groups["path"].Value, _routes) is { } leadsTo && queued.Add(leadsTo))
                {
                    toRead.Enqueue(link.Groups["path"].Value);
                }
            }

            // Where the reader was sent elsewhere, or the page is refused, somebody else is to look at it.
            if (new Uri(answer.Url).AbsolutePath.TrimEnd('/') == $"/en{path}".TrimEnd('/') && (answer.Ok || NotLinked.Contains(path))
                && Route.Of(path, _routes) is { } route && _seen.Add(route))
            {
                await LookAsync(page, path);
            }
        }

        await page.Context.CloseAsync();
    }

    private async Task LookAsync(IPage page, string path)
    {
        await page.GotoAsync($"{platform.Site}/en{path}");
        await CheckAsync(page, path);
        if (!NotSent.Contains(path) && await RefusedAsync(page))
        {
            _refused.Add(path);
            await CheckAsync(page, $"{path} (refused)");
        }

        await page.GotoAsync($"{platform.Site}/qps-ploc{path}");
        _pseudo.Add((path, await Literals.TextsAsync(page)));
    }

    private async Task CheckAsync(IPage page, string what)
    {
        _wrong.AddRange((await ViolationsAsync(page)).Select(violation => $"{what}: {violation}"));
        // The scheme changes colours and nothing else.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        _wrong.AddRange((await ViolationsAsync(page, "color-contrast")).Select(violation => $"{what}, dark: {violation}"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(NarrowPx, HeightPx);
        if (await WidthAsync(page) is var width && width > NarrowPx)
        {
            _wrong.Add($"{what}: {width} px wide on a phone of {NarrowPx}");
        }

        await page.SetViewportSizeAsync(ComfortablePx, HeightPx);
    }

    /// <summary>Empties the page's first form with fields and sends it; true when it is refused with a summary.</summary>
    private static async Task<bool> RefusedAsync(IPage page)
    {
        var form = page.Locator("main form[method=post]").Filter(new()
        {
            Has = page.Locator("input[type=text], input[type=email], input[type=number], input[type=date], textarea, input[type=radio]"),
        }).First;
        if (await form.CountAsync() == 0)
        {
            return false;
        }

        foreach (var field in await form.Locator("input[type=text], input[type=email], input[type=number], input[type=date], textarea").AllAsync())
        {
            await field.FillAsync("");
        }

        await page.RunAndWaitForResponseAsync(() => form.Locator("button").First.ClickAsync(), answer => answer.Request.Method == "POST");
        await page.WaitForLoadStateAsync();
        return await page.Locator(".summary[role=alert]").CountAsync() > 0;
    }

    /// <summary>What axe finds, by one of its rules or by all. Run as it stands: the package's own way opens another tab for each run.</summary>
    internal static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string? rule = null)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        return await page.EvaluateAsync<string[]>(
            """
            async rule => {
              const found = await axe.run(document, { resultTypes: ["violations"], ...(rule ? { runOnly: [rule] } : {}) });
              return found.violations.map(violation => `${violation.id}: ${violation.nodes.slice(0, 3).map(node => node.html).join(" | ")}`);
            }
            """, rule);
    }

    internal static Task<int> WidthAsync(IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");

    private void Note(IPage page, string? wrong)
    {
        if (wrong is not null)
        {
            _wrong.Add($"{new Uri(page.Url).AbsolutePath}: {wrong}");
        }
    }

    // The site writes all its own addresses with the language first.
    [GeneratedRegex("""<a [^>]*href="/en(?<path>/[^"?#]*)""")]
    private static partial Regex Link();
}
