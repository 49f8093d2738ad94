using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StrongCities.Faults.Harness;
using static Microsoft.Playwright.Assertions;

namespace StrongCities.EndToEndTests.Journeys;

/// <summary>
/// J4: two organizations agree to be introduced and learn each other's names only then; of two other introductions one is refused and one is never answered,
/// and whoever had said yes cannot tell which it was from any byte of the pages and mails. Matchmaking is killed while it ends the round. Half of them read English without script, half French with it.
/// </summary>
[Collection("platform")]
public sealed partial class IntroductionsTests(Platform platform)
{
    private const string Suggested = "introduction-suggested";
    private const string Ended = "introduction-ended";

    // The pairs that the demonstration's needs and offers make.
    private static readonly Reader Maja = new("Maja Holm", "maja.holm@example.org", "Aarhus", "en");
    private static readonly Reader Amina = new("Amina Diallo", "amina.diallo@example.org", "Pont des Quartiers", "fr");
    private static readonly Reader Sofia = new("Sofia Berg", "sofia.berg@example.org", "Malmö", "en");
    private static readonly Reader Luc = new("Luc Tremblay", "luc.tremblay@example.org", "Montréal", "fr");
    private static readonly Reader Peter = new("Peter Novak", "peter.novak@example.org", "Bratislava", "en");
    private static readonly Reader Grace = new("Grace Whitfield", "grace.whitfield@example.org", "Denver", "en");

    [Fact]
    public async Task Two_agree_and_are_named_and_a_no_and_a_silence_end_with_the_same_words_on_the_same_day()
    {
        await platform.OpenRoundAsync();
        try
        {
            // Nobody is named before both agreed.
            var (maja, amina) = (await OpenAsync(Maja), await OpenAsync(Amina));
            Assert.DoesNotContain(await ReadAsync(Maja, maja, Suggested), Names(Amina));
            Assert.DoesNotContain(await ReadAsync(Amina, amina, Suggested), Names(Maja));
            await AnswerAsync(maja, "yes", "Your answer now: Yes.");
            await AnswerAsync(amina, "yes", "Votre réponse actuelle : Oui.");

            // The third says no, which changes no byte of what the other side sees; the fourth is silent.
            var (sofia, luc, peter) = (await OpenAsync(Sofia), await OpenAsync(Luc), await OpenAsync(Peter));
            await AnswerAsync(sofia, "yes", "Your answer now: Yes.");
            await AnswerAsync(peter, "yes", "Your answer now: Yes.");
            var before = await BytesAsync(sofia);
            await AnswerAsync(luc, "no", "Votre réponse actuelle : Non.");
            Assert.Equal(before, await BytesAsync(sofia));
            Assert.Equal("Dear Grace Whitfield,", (await platform.MailAsync(Grace.Address, Suggested)).Text.Split('\n')[0].Trim());
            Assert.DoesNotContain(await ReadAsync(Maja, maja, Suggested), Names(Amina));
            Assert.DoesNotContain(await ReadAsync(Amina, amina, Suggested), Names(Maja));

            await KilledWhileItEndsAsync();
            foreach (var reader in new[] { Maja, Amina, Sofia, Luc, Peter, Grace })
            {
                await platform.MailAsync(reader.Address, Ended);
            }

            // By the clock of the answer date everybody's session has ended.
            await platform.Copy.MoveClockAsync("+0");
            foreach (var (reader, page, other) in new[] { (Maja, maja, Amina), (Amina, amina, Maja) })
            {
                await page.ReloadAsync();
                await Expect(page.GetByText(other.Name)).ToBeVisibleAsync();
                await Expect(page.GetByText(other.Address)).ToBeVisibleAsync();
                await Expect(page.GetByText(other.Organization).First).ToBeVisibleAsync();
                // Neither is named in a mail, even now.
                Assert.False(Names(other)((await platform.MailAsync(reader.Address, Ended)).Text));
            }

            var toldOfNo = await SeenAsync(Sofia, sofia);
            var toldOfSilence = await SeenAsync(Peter, peter);
            Assert.Equal(toldOfNo, toldOfSilence);
            Assert.Contains(toldOfNo, seen => seen.Contains("This introduction did not come about.", StringComparison.Ordinal));
            Assert.Contains(toldOfNo, seen => seen.Contains("Cette mise en relation", StringComparison.Ordinal));
            // What is compared does hold what differs: somebody who was introduced sees something else.
            Assert.All((await SeenAsync(Maja, maja)).Zip(toldOfNo), seen => Assert.NotEqual(seen.First, seen.Second));

            Assert.Equal(["1 round-ended", "6 introduction-ended"], await platform.ListAsync("notificationsdb",
                "select count(distinct about_id) || ' ' || kind from mail_intents where kind = 'round-ended' or (kind = 'introduction-ended' and person_id is not null) group by kind having count(*) = count(distinct about_id) order by 1"));
        }
        finally
        {
            await platform.Copy.MoveClockAsync("+0");
        }
    }

    /// <summary>
    /// The answer date passes, and Matchmaking dies when it has decided what becomes of the introductions and is about to wipe the answers: nothing of it
    /// has happened. When its claim has run out the new process ends the round.
    /// </summary>
    private async Task KilledWhileItEndsAsync()
    {
        await using (var database = await platform.Copy.ConnectAsync("matchmakingdb"))
        {
            await using var inTheWay = await database.BeginTransactionAsync();
            await database.ListAsync<Guid>("select id from sides for update");
            await platform.Copy.MoveClockAsync("+5d");
            Assert.True(await Platform.EventuallyAsync(
                async () => await platform.QueryAsync<long>("postgres", "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'update sides%'") > 0, waits => waits));
            await platform.Copy.KillAndWaitAsync("matchmaking");
        }

        Assert.Equal(["2 open, 5 answers"], await platform.ListAsync("matchmakingdb",
            "select state || ' open, ' || (select count(*) from sides where answer is not null) || ' answers' from rounds where not exists (select from introductions where state <> 1)"));
        await platform.Copy.MoveClockAsync("+7206m");
    }

    /// <summary>By the mail's link to the introduction, signed in.</summary>
    private async Task<IPage> OpenAsync(Reader reader)
    {
        var mail = await platform.MailAsync(reader.Address, Suggested);
        return await platform.SignInAsync(reader.Name, new Uri(mail.Link($"/{reader.Language}/introductions/")).AbsolutePath, withScript: reader.Language == "fr");
    }

    private static async Task AnswerAsync(IPage page, string answer, string words)
    {
        await page.Locator($"main button[name=answer][value={answer}]").ClickAsync();
        await Expect(page.GetByText(words)).ToBeVisibleAsync();
    }

    private static Predicate<string> Names(Reader other) => text =>
        new[] { other.Name, other.Name.Split(' ')[^1], other.Address, other.Organization, HtmlEncoder.Default.Encode(other.Organization) }
            .Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Every byte that the reader is shown of it: the introduction, the list, the mail.</summary>
    private async Task<IReadOnlyList<string>> ReadAsync(Reader reader, IPage page, string kind)
    {
        var mail = await platform.MailAsync(reader.Address, kind);
        return [await BytesAsync(page), await BytesAsync(page, $"{platform.Site}/{reader.Language}/introductions"), mail.Subject + "\n" + mail.Text];
    }

    /// <summary>What the reader is shown in both languages after the end, without the reader's own names and without what differs between any two mails.</summary>
    private async Task<IReadOnlyList<string>> SeenAsync(Reader reader, IPage page)
    {
        var path = new Uri(page.Url).AbsolutePath[$"/{reader.Language}".Length..];
        var mail = await platform.MailAsync(reader.Address, Ended);
        var mailbox = await platform.OpenAsync($"/en/mailbox?to={reader.Address}");
        var row = await mailbox.Locator("main ul.list > li").Filter(new() { HasText = "· " + Ended }).Locator("time").GetAttributeAsync("datetime");
        await mailbox.Context.CloseAsync();
        var sent = DateTimeOffset.Parse(row!, CultureInfo.InvariantCulture).Date.ToString("d", CultureInfo.InvariantCulture);
        string[] seen =
        [
            await BytesAsync(page, $"{platform.Site}/en{path}"),
            await BytesAsync(page, $"{platform.Site}/fr{path}"),
            await BytesAsync(page, $"{platform.Site}/en/introductions"),
            $"{sent}\n{mail.Subject}\n{mail.Text}",
        ];
        return [.. seen.Select(text => Differing().Replace(text, "").Replace(reader.Name, "READER", StringComparison.Ordinal)
            .Replace(reader.Organization, "ORGANIZATION", StringComparison.Ordinal)
            .Replace(HtmlEncoder.Default.Encode(reader.Organization), "ORGANIZATION", StringComparison.Ordinal))];
    }

    private static async Task<string> BytesAsync(IPage page, string? address = null)
    {
        var answer = await page.Context.APIRequest.GetAsync(address ?? page.Url);
        Assert.True(answer.Ok, $"{answer.Status}: {answer.Url}");
        return PerRequest().Replace(await answer.TextAsync(), "");
    }

    // Another one each time, whoever asks: a form's token, the page's reference.
    [GeneratedRegex(@"CfDJ8[A-Za-z0-9_-]+|\b[0-9a-f]{16}\b")]
    private static partial Regex PerRequest();

    // Ids, the reference of a mail.
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|M-[2-9A-Z]{4}-[2-9A-Z]{5}")]
    private static partial Regex Differing();

    private sealed record Reader(string Name, string Address, string Organization, string Language);
}
