using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Identity;

[Collection("servers")]
public sealed class StartUpTests(Servers servers)
{
    private const int Misconfigured = 78;

    [Fact]
    public async Task Outside_Development_it_refuses_to_start_with_the_demonstration_without_a_master_key_or_without_TLS()
    {
        var good = await ProductionAsync();
        foreach (var (setting, value) in new[]
                 {
                     ("Demonstration__Seed", "true"), ("Identity__MasterKey", ""), ("Identity__MasterKey", "short"),
                     ("Identity__Issuer", "http://identity.example"), ("Clients__stranger", "secret"), ("Web__Address", ""),
                 })
        {
            var (status, output) = await ServiceProcess.RunAsync("Identity", new Dictionary<string, string>(good.Environment) { [setting] = value });

            Assert.True(status == Misconfigured, $"{setting}={value}: {status}\n{output}");
            Assert.Contains(setting, Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }

        // The control: the same settings without the mistake do start, and hardened.
        await using var process = await ServiceProcess.ServeAsync("Identity", good.Address, good.Environment, "status");
        var page = await new Browser(good.Address).GetAsync("/en/sign-in");
        Assert.StartsWith("max-age=31536000", page.Headers["Strict-Transport-Security"], StringComparison.Ordinal);
        Assert.Matches("__Host-form=[^;]+; path=/; secure; samesite=lax; httponly", page.Headers["Set-Cookie"]);
        Assert.DoesNotContain("handler=demonstration", page.Text, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = good.Address };
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("demonstration/people")).StatusCode);
        await using var db = new IdentityDb(DatabaseOptions.For<IdentityDb>(good.Environment["ConnectionStrings__identitydb"]));
        Assert.All(await db.DataProtectionKeys.Select(key => key.Xml).ToListAsync(), xml => Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outside_Development_probes_and_metrics_answer_on_their_own_port_and_not_on_the_public_one()
    {
        var (address, environment) = await ProductionAsync();
        var inside = new Uri($"http://localhost:{ServiceProcess.FreePort()}/");
        environment["Kestrel__Endpoints__probes__Url"] = inside.ToString();
        await using var process = await ServiceProcess.ServeAsync("Identity", address, environment, "status");
        using var client = new HttpClient();
        foreach (var path in new[] { "alive", "health", "metrics" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(new Uri(address, path), address.Authority));
            // A port that the caller merely claims to have called.
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(new Uri(address, path), inside.Authority));
            Assert.NotEqual(HttpStatusCode.NotFound, await StatusOfAsync(new Uri(inside, path), inside.Authority));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(new Uri(address, "en/sign-in"), address.Authority));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(new Uri(inside, "en/sign-in"), inside.Authority));
        Assert.Contains("# TYPE dotnet_", await client.GetStringAsync(new Uri(inside, "metrics")), StringComparison.Ordinal);

        async Task<HttpStatusCode> StatusOfAsync(Uri uri, string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Headers = { Host = host } };
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_printed_link_makes_one_operator_once()
    {
        var (address, environment) = await ProductionAsync();
        await using var process = await ServiceProcess.ServeAsync("Identity", address, environment, "status");
        using var client = new HttpClient { BaseAddress = address };
        Assert.False(JsonNode.Parse(await client.GetStringAsync("status"))!["setUp"]!.GetValue<bool>());
        Assert.Equal(64, (await ServiceProcess.RunAsync("Identity", environment, "invite-operator", "no address")).Status);

        var (status, output) = await ServiceProcess.RunAsync("Identity", environment, "invite-operator", "first@city.example");
        Assert.Equal(0, status);
        var token = Regex.Match(output, @"https://identity\.example/en/invitation\?token=([A-Za-z0-9_-]{43})").Groups[1].Value;
        Assert.NotEqual("", token);

        var browser = new Browser(address);
        var opened = await browser.GetAsync($"/en/invitation?token={token}");
        Assert.Contains("first@city.example", opened.Text, StringComparison.Ordinal);
        Assert.False(JsonNode.Parse(await client.GetStringAsync("status"))!["setUp"]!.GetValue<bool>());
        Assert.Equal("Enter your name", (await browser.SubmitAsync($"/en/invitation?token={token}", [("token", token), ("name", " ")], "/en/invitation")).Wrong);

        var accepted = await browser.SubmitAsync($"/en/invitation?token={token}", [("token", token), ("name", "Olga First")], "/en/invitation");
        Assert.Equal(HttpStatusCode.Redirect, accepted.Status);
        Assert.Contains("__Host-session", browser.Cookies.Keys);
        Assert.True(await browser.IsSignedInAsync());
        Assert.True(JsonNode.Parse(await client.GetStringAsync("status"))!["setUp"]!.GetValue<bool>());

        var second = new Browser(address);
        var again = await second.SubmitAsync("/en/sign-in", [("token", token), ("name", "Eve")], "/en/invitation");
        Assert.Contains("already used or has expired", again.Text, StringComparison.Ordinal);
        Assert.False(await second.IsSignedInAsync());

        var (_, late) = await ServiceProcess.RunAsync("Identity", environment, "invite-operator", "late@city.example");
        await using var db = new IdentityDb(DatabaseOptions.For<IdentityDb>(environment["ConnectionStrings__identitydb"]));
        await db.Database.ExecuteSqlAsync($"update operator_invitations set expires_at = now() - interval '1 second' where email = 'late@city.example'");
        Assert.Contains("already used or has expired", (await second.GetAsync(new Uri(late.Trim().Split('\n')[^1]).PathAndQuery)).Text, StringComparison.Ordinal);
    }

    private async Task<(Uri Address, Dictionary<string, string> Environment)> ProductionAsync()
    {
        var port = ServiceProcess.FreePort();
        var environment = IdentityUnderTest.Settings(
            new Uri("https://identity.example/"), port, await servers.CreateDatabaseAsync<IdentityDb>("identity"), await servers.CreateVirtualHostAsync("identity"));
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        environment["Identity__MasterKey"] = "a master key of more than thirty-two characters";
        return (new Uri($"http://localhost:{port}/"), environment);
    }
}
