using System.Diagnostics;
using Microsoft.Playwright;
using Npgsql;
using StrongCities.IntegrationTests;

namespace StrongCities.EndToEndTests;

/// <summary>The whole topology, as a newcomer starts it, and a browser without script: one for all journeys.</summary>
[CollectionDefinition("platform")]
public sealed class PlatformCollection : ICollectionFixture<Platform>;

/// <summary>A running copy of the platform with its own servers, and PostgreSQL's clock in the tests' hands.</summary>
public sealed class Platform : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private LocalCopy? _copy;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public LocalCopy Copy => _copy!;

    /// <summary>The site's address, without a language.</summary>
    public string Site { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _copy = await LocalCopy.StartAsync("--fake-clock", "{directory}/clock");
        Site = _copy.Address("pages")[..^"/en".Length];
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_copy is not null)
        {
            await _copy.DisposeAsync();
        }
    }

    /// <summary>A browser of its own, nobody signed in, no script unless asked for.</summary>
    public async Task<IPage> OpenAsync(string path, bool withScript = false, int width = 1100, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            JavaScriptEnabled = withScript,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Site + path);
        return page;
    }

    /// <summary>A browser in which a demonstration person is signed in, on the page asked for.</summary>
    public async Task<IPage> SignInAsync(string name, string path, bool withScript = false, int width = 1100, ColorScheme scheme = ColorScheme.Light)
    {
        var language = path[..3];
        var page = await OpenAsync($"{language}/sign-in?returnUrl={Uri.EscapeDataString(path)}", withScript, width, scheme);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new(System.Text.RegularExpressions.Regex.Escape(name)) }).ClickAsync();
        await page.WaitForURLAsync(Site + path);
        return page;
    }

    /// <summary>Waits for a mail of that kind to that address (which holds those words), at most half a minute, and opens it in the demonstration's mailbox.</summary>
    public async Task<DeliveredMail> MailAsync(string to, string kind, string holding = "")
    {
        var page = await OpenAsync($"/en/mailbox?to={Uri.EscapeDataString(to)}");
        var address = page.Url;
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(250))
        {
            var mails = page.Locator("main ul.list > li").Filter(new() { HasText = "· " + kind });
            if (await mails.CountAsync() > 0)
            {
                await mails.First.GetByRole(AriaRole.Link).ClickAsync();
                var parts = await page.Locator("pre.mail").AllTextContentsAsync();
                var mail = new DeliveredMail(await page.Locator("h1").TextContentAsync() ?? "", parts[0], [.. parts.Skip(1)]);
                if (mail.Text.Contains(holding, StringComparison.Ordinal))
                {
                    await page.Context.CloseAsync();
                    return mail;
                }
            }

            await page.GotoAsync(address);
        }

        throw new TimeoutException($"No mail '{kind}' to {to}. The mailbox holds:\n{await page.Locator("main").InnerTextAsync()}");
    }

    /// <summary>One value of a service's database, read as the servers' administrator.</summary>
    public async Task<T> QueryAsync<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Copy.Resource("postgres").ConnectionString) { Database = database, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The first column of a query, read as the servers' administrator.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Copy.Resource("postgres").ConnectionString) { Database = database, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>Asks again until the answer is the one expected, or the patience is over; then the last answer.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask, Func<T, bool> expected)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(250))
        {
            var answer = await ask();
            if (expected(answer) || waited.Elapsed > Patience)
            {
                return answer;
            }
        }
    }
}

/// <summary>A mail as it was received.</summary>
public sealed record DeliveredMail(string Subject, string Text, IReadOnlyList<string> Calendars)
{
    /// <summary>The first calendar entry of the mail, or null.</summary>
    public string? Calendar => Calendars.FirstOrDefault();

    /// <summary>The address that the mail leads to whose path has that part.</summary>
    public string Link(string part) => Text.Split('\n', ' ').Single(word => word.StartsWith("http", StringComparison.Ordinal) && word.Contains(part, StringComparison.Ordinal)).Trim();
}
