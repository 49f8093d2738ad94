using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using StrongCities.EndToEndTests.Journeys;
using Xunit.Abstractions;

namespace StrongCities.EndToEndTests.Pages;

/// <summary>
/// Goes where links lead, as everybody who has a reason to be there, and looks at every page the site declares: axe in light and dark and with its form
/// refused, 320 px, its own origin alone, nothing that the policy forbids, no word that cannot be translated.
/// </summary>
[Collection("platform")]
public class EveryPageTests(Platform platform, ITestOutputHelper output)
{
    private const int NarrowPx = 320;
    private const int ComfortablePx = 1100;
    private const int FirstVisitBytesMax = 60_000;

    // Pages that no link leads to; the last three are told wrong tokens and say so.
    private static readonly string[] NotLinked =
        ["/not-found", "/not-for-you", "/problem", "/sign-in-failed", "/signed-out", "/join/resume/wrong", "/offers/wrong", "/offers/wrong/decline"];

    // Their forms change what other pages show, or leave.
    private static readonly string[] NotSent = ["/sign-out", "/account", "/time-zone", "/mailbox", "/members", "/operations/traces"];

    private readonly List<string> _wrong = [];

    [Fact]
    public async Task Every_page_is_accessible_fits_a_small_phone_and_can_be_translated()
    {
        var routes = Route.All();
        Assert.True(routes.Count > 40, $"Only {routes.Count} pages were found: the search itself is broken.");
        await PrepareAsync();
        var literals = await Literals.ReadAsync(platform);
        var seen = new HashSet<string>();

        await CrawlAsync(await platform.OpenAsync("/en/join", withScript: true), ["/", .. NotLinked, "/mailbox", "/join"], routes, seen, literals);
        await CrawlAsync(await ApplicantAsync(), ["/join/tasks"], routes, seen, literals);
        await CrawlAsync(await SentApplicantAsync(), ["/join/status"], routes, seen, literals);
        foreach (var person in new[] { "Maja Holm", "Amina Diallo", "Ingrid Voll", "Tomás Rey", "Nadia Lindqvist" })
        {
            await CrawlAsync(await platform.SignInAsync(person, "/en/account", withScript: true), ["/account", "/", "/staff", "/operations"], routes, seen, literals);
        }

        output.WriteLine($"Looked at {seen.Count} of {routes.Count} pages.");
        _wrong.AddRange(routes.Select(route => route.Template).Except(seen).Select(template => $"{template}: never seen"));
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

    [Fact]
    public async Task What_the_crawl_looks_for_it_would_find()
    {
        var page = await platform.OpenAsync("/en/accessibility", withScript: true);
        var literals = await Literals.ReadAsync(platform);
        await page.EvaluateAsync("""
            () => document.querySelector("main").insertAdjacentHTML("beforeend",
              '<p>A literal</p><img src="/assets/icon.svg"><div class="wide"><p>' + "w".repeat(400) + '</p></div><input name="unlabelled">')
            """);
        Assert.Contains("A literal", await literals.OnAsync(page));
        Assert.True(literals.HoldsPlainWords("[Šîĝñ îñ~~] left over"));
        Assert.False(literals.HoldsPlainWords("[Šîĝñ îñ Maja Holm~~] 9:00 am, 21 January 2027"));
        Assert.NotEmpty(await ViolationsAsync(page));
        await page.SetViewportSizeAsync(NarrowPx, 800);
        await page.EvaluateAsync("() => { document.querySelector('main').style.whiteSpace = 'nowrap'; }");
        Assert.True(await WidthAsync(page) > NarrowPx);
        await page.Context.CloseAsync();
    }

    /// <summary>What makes pages that are otherwise empty: a registration, an application on its way.</summary>
    private async Task PrepareAsync()
    {
        var page = await platform.SignInAsync("Maja Holm", "/en/dialogues");
        await page.GetByRole(AriaRole.Link, new() { Name = "Winter dialogue: prevention begins in the neighbourhood" }).ClickAsync();
        if (await page.GetByRole(AriaRole.Link, new() { Name = "Register a delegation" }).CountAsync() > 0)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Register a delegation" }).ClickAsync();
            await page.GetByLabel("I have read what taking part involves").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        }

        await page.Context.CloseAsync();
    }

    private async Task<IPage> ApplicantAsync()
    {
        var page = await platform.OpenAsync("/en/join", withScript: true);
        await platform.StartApplicationAsync(page, "cso", "every-page@fictional.example.org");
        return page;
    }

    /// <summary>One whose application is on its way, and whose status is its page.</summary>
    private async Task<IPage> SentApplicantAsync()
    {
        var page = await ApplicantAsync();
        await page.GotoAsync($"{platform.Site}/en/join/organization");
        await page.Locator("[name=form][value=unregistered]").CheckAsync();
        await page.Locator("[name=country]").SelectOptionAsync("SK");
        await page.Locator("[name=organization_name]").FillAsync("Every page (fictional)");
        await page.Locator("[name=place]").FillAsync("Trnava");
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync("**/join/tasks");
        await platform.FillStepAsync(page, "contact", ("contact_name", "Ivana Fictional"));
        await platform.FillStepAsync(page, "work", ("motivation", "We meet neighbours."));
        await platform.ChooseStepAsync(page, "evidence", "evidence", "call");
        await platform.ChooseStepAsync(page, "listing", "listing", "unlisted");
        await platform.AcceptAndSendAsync(page);
        return page;
    }

    private async Task CrawlAsync(IPage page, IEnumerable<string> from, IReadOnlyList<Route> routes, HashSet<string> seen, Literals literals)
    {
        page.Console += (_, message) => Note(page, message.Type == "error" && !message.Text.Contains("status of", StringComparison.Ordinal) ? $"console: {message.Text}" : null);
        var ours = new[] { platform.Site, platform.Copy.Address("identity") };
        page.Request += (_, request) => Note(page, ours.Any(site => request.Url.StartsWith(site, StringComparison.Ordinal)) ? null : $"asks elsewhere: {request.Url}");
        var toSee = new Queue<string>(from);
        var queued = new HashSet<string>(toSee);
        var seenHere = new HashSet<string>();
        while (toSee.TryDequeue(out var path))
        {
            await page.SetViewportSizeAsync(ComfortablePx, 900);
            await page.GotoAsync($"{platform.Site}/en{path}");
            foreach (var link in await LinksAsync(page))
            {
                // One page of each kind is enough for each of its readers.
                if (Route.Of(link, routes) is { } leadsTo && (leadsTo.Template == link || !queued.Any(other => Route.Of(other, routes) == leadsTo)) && queued.Add(link))
                {
                    toSee.Enqueue(link);
                }
            }

            // Where the reader was sent elsewhere, or the page is refused, somebody else is to look at it.
            var arrived = new Uri(page.Url).AbsolutePath["/en".Length..] is { Length: > 0 } rest ? rest : "/";
            if (arrived == path && Route.Of(path, routes) is { } route && seenHere.Add(route.Template)
                && (await page.TitleAsync() is var title && !title.StartsWith("Not for you", StringComparison.Ordinal) || path == "/not-for-you")
                && seen.Add(route.Template))
            {
                await LookAsync(page, path, literals);
            }
        }

        await page.Context.CloseAsync();
    }

    private async Task LookAsync(IPage page, string path, Literals literals)
    {
        await CheckAsync(page, path);
        await page.GotoAsync($"{platform.Site}/qps-ploc{path}");
        foreach (var text in await literals.OnAsync(page))
        {
            _wrong.Add($"{path}: cannot be translated: {text}");
        }

        if (!NotSent.Contains(path))
        {
            await page.GotoAsync($"{platform.Site}/en{path}");
            if (await RefusedAsync(page))
            {
                await CheckAsync(page, $"{path} (refused)");
            }
        }
    }

    private async Task CheckAsync(IPage page, string what)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            _wrong.AddRange((await ViolationsAsync(page)).Select(violation => $"{what}, {scheme}: {violation}"));
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(NarrowPx, 800);
        if (await WidthAsync(page) is var width && width > NarrowPx)
        {
            _wrong.Add($"{what}: {width} px wide on a phone of {NarrowPx}");
        }

        await page.SetViewportSizeAsync(ComfortablePx, 900);
    }

    /// <summary>Empties the page's first form with text fields and sends it; true when it is refused with a summary.</summary>
    private static async Task<bool> RefusedAsync(IPage page)
    {
        var form = page.Locator("main form[method=post]").Filter(new() { Has = page.Locator("input[type=text], input[type=email], input[type=number], textarea, input[type=radio]") }).First;
        if (await form.CountAsync() == 0)
        {
            return false;
        }

        foreach (var field in await form.Locator("input[type=text], input[type=email], input[type=number], textarea").AllAsync())
        {
            await field.FillAsync("");
        }

        await form.Locator("button").First.ClickAsync();
        await page.WaitForLoadStateAsync();
        return await page.Locator(".summary[role=alert]").CountAsync() > 0;
    }

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return result.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
    }

    private static Task<int> WidthAsync(IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");

    private async Task<IReadOnlyList<string>> LinksAsync(IPage page)
    {
        var addresses = await page.Locator("a[href]").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        return
        [
            .. addresses.Where(address => address.StartsWith(platform.Site + "/en/", StringComparison.Ordinal))
                .Select(address => new Uri(address).AbsolutePath["/en".Length..])
                .Distinct(),
        ];
    }

    private void Note(IPage page, string? wrong)
    {
        if (wrong is not null)
        {
            _wrong.Add($"{new Uri(page.Url).AbsolutePath}: {wrong}");
        }
    }
}
