using System.Net;
using Npgsql;
using StrongCities.Identity;
using StrongCities.IntegrationTests.Identity;
using StrongCities.Web.SignIn;

namespace StrongCities.IntegrationTests.Web;

/// <summary>The site and Identity with the demonstration's people, in Development on loopback, both by a clock that a test moves; PostgreSQL keeps the real one.</summary>
public sealed class SiteUnderTest(Servers servers) : IAsyncLifetime
{
    private const string MasterKey = "a master key of more than thirty-two characters";

    private readonly Uri _identity = new($"http://localhost:{ServiceProcess.FreePort()}/");
    private TestClock? _clock;
    private ServiceProcess? _identityProcess;
    private ServiceProcess? _siteProcess;

    public Uri Address { get; } = new($"http://localhost:{ServiceProcess.FreePort()}/");

    public Uri Identity => _identity;

    public TestMembership Membership { get; private set; } = null!;

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The site's own database.</summary>
    public string Database => Environment["ConnectionStrings__webdb"];

    public async Task InitializeAsync()
    {
        _clock = await TestClock.StartAsync();
        Membership = await TestMembership.StartAsync();
        var identity = IdentityUnderTest.Settings(
            _identity, _identity.Port, await servers.CreateDatabaseAsync<IdentityDb>("identity"), await servers.CreateVirtualHostAsync("identity"));
        identity["ASPNETCORE_ENVIRONMENT"] = "Development";
        identity["Demonstration__Seed"] = "true";
        identity["Web__Address"] = Address.ToString().TrimEnd('/');
        identity["services__membership__grpc__0"] = Membership.Address;
        _identityProcess = await ServiceProcess.ServeAsync("Identity", _identity, WithClock(identity), "status");

        foreach (var (name, value) in await SettingsAsync(Address))
        {
            Environment[name] = value;
        }

        _siteProcess = await ServiceProcess.ServeAsync("Web", Address, WithClock(Environment), "alive");
    }

    public async Task DisposeAsync()
    {
        foreach (var process in new IAsyncDisposable?[] { _siteProcess, _identityProcess, Membership })
        {
            await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _clock?.Dispose();
    }

    /// <summary>What a site at this address needs in its environment, on a database of its own.</summary>
    public async Task<Dictionary<string, string>> SettingsAsync(Uri address) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["OTEL_SERVICE_NAME"] = "web",
        ["ConnectionStrings__webdb"] = await servers.CreateDatabaseAsync<WebDb>("web"),
        ["ConnectionStrings__cache"] = servers.Cache,
        ["Kestrel__Endpoints__http__Url"] = address.ToString().TrimEnd('/'),
        ["Identity__Issuer"] = _identity.ToString().TrimEnd('/'),
        ["Identity__ClientSecret"] = IdentityUnderTest.WebSecret,
        ["Web__MasterKey"] = MasterKey,
        ["services__identity__http__0"] = _identity.ToString().TrimEnd('/'),
        ["services__membership__grpc__0"] = Membership.Address,
    };

    /// <summary>Moves the clock of the site, of Identity and of Membership to so many minutes after now.</summary>
    public async Task MoveClockAsync(int minutes)
    {
        Membership.Ahead = TimeSpan.FromMinutes(minutes);
        await _clock!.MoveAsync($"+{minutes}m");
    }

    /// <summary>From the site's link over Identity's demonstration button back to the page.</summary>
    public async Task<Browser> SignInAsync(Guid person)
    {
        var browser = new Browser(Address);
        var (page, at) = await FollowAsync(browser, new Uri(Address, "en/sign-in?returnUrl=%2Fen%2Faccount"));
        Assert.True(at.Authority == _identity.Authority, $"Led to {at}: {page.Status} {page.Heading}\n{_siteProcess!.Output}");
        var pressed = await browser.SubmitAsync(
            at.ToString(), [("person", person.ToString()), ("return", page.Field("return"))], new Uri(_identity, "en/sign-in?handler=demonstration").ToString());
        (page, at) = await FollowAsync(browser, new Uri(_identity, pressed.Location!));
        Assert.Equal((HttpStatusCode.OK, "/en/account"), (page.Status, at.AbsolutePath));
        return browser;
    }

    /// <summary>Opens an address and what it leads to.</summary>
    public static async Task<(Answer Page, Uri At)> FollowAsync(Browser browser, Uri address)
    {
        for (var i = 0; i < 10; i++)
        {
            var answer = await browser.GetAsync(address.ToString());
            if (answer.Location is null)
            {
                return (answer, address);
            }

            address = new Uri(address, answer.Location);
        }

        throw new InvalidOperationException($"Led on and on, at last to {address}.");
    }

    /// <summary>Every row of the site's database as text; when a session would end by itself is left out, as using it moves that.</summary>
    public async Task<string> DumpAsync()
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select coalesce(string_agg(r, E'\n' order by r), '') from (
              select (to_jsonb(s) - 'expires_at')::text r from sessions s union all select to_jsonb(m)::text from maintenances m) rows
            """,
            connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private Dictionary<string, string> WithClock(Dictionary<string, string> environment) => new(environment.Concat(_clock!.Environment));
}
