using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace StrongCities.EndToEndTests.Pages;

/// <summary>What a page weighs on a first visit, and that the searches for literals, axe violations and sideways scroll find what they look for.</summary>
[Collection("platform")]
public class EveryPageTests(Platform platform, ITestOutputHelper output)
{
    private const int NarrowPx = 320;
    private const int FirstVisitBytesMax = 60_000;

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

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return result.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
    }

    private static Task<int> WidthAsync(IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
}
