using System.Net;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>More who sign in at once than the process takes.</summary>
[Collection("servers")]
public sealed class RequestsAtOnceTests(IdentityUnderTest identity) : IClassFixture<IdentityUnderTest>
{
    [Fact]
    public async Task One_more_than_it_takes_is_told_at_once_to_come_back_and_who_was_taken_is_answered()
    {
        var address = new Uri($"http://localhost:{ServiceProcess.FreePort()}/");
        await using var full = await ServiceProcess.ServeAsync("Identity", address, new Dictionary<string, string>(identity.Environment)
        {
            ["Kestrel__Endpoints__http__Url"] = address.ToString().TrimEnd('/'),
            ["Load__RequestsMax"] = "1",
            ["Load__WaitingMax"] = "0",
        }, "status");
        var (_, email) = await identity.AddAccountAsync();
        await using var db = identity.OpenDatabase();
        await using var held = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"lock table sign_in_requests in access exclusive mode");
        var taken = await HoldAsync(new Browser(address), email, waiting: 1);
        var alsoTaken = await HoldAsync(identity.OpenBrowser(), email, waiting: 2);

        var turnedAway = await new Browser(address).GetAsync("/fr/sign-in");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, turnedAway.Status);
        Assert.Equal("2", turnedAway.Headers["Retry-After"]);
        Assert.Equal("Trop de demandes à la fois", turnedAway.Heading);
        // Whoever asks whether it lives is not counted, nor are the files of the design.
        Assert.Equal(HttpStatusCode.OK, (await new Browser(address).GetAsync("/alive")).Status);
        Assert.Equal(HttpStatusCode.OK, (await new Browser(address).GetAsync("/assets/site.css")).Status);
        // The control: without the settings the same form holds up nobody.
        Assert.Equal(HttpStatusCode.OK, (await identity.OpenBrowser().GetAsync("/fr/sign-in")).Status);

        await held.CommitAsync();
        Assert.Equal("/en/sign-in/code", (await taken).Location!.ToString());
        Assert.Equal("/en/sign-in/code", (await alsoTaken).Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await new Browser(address).GetAsync("/fr/sign-in")).Status);
    }

    /// <summary>A form that waits for the table. The process asks itself for tokens while it starts, and takes one request at a time: a form that was turned away for that is sent again.</summary>
    private async Task<Task<Answer>> HoldAsync(Browser browser, string email, int waiting)
    {
        await using var db = identity.OpenDatabase();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var asked = browser.AskForCodeAsync(email);
        while (await db.Database.SqlQuery<int>(
            $"""
             select count(*)::int as "Value" from pg_locks where not granted and relation = 'sign_in_requests'::regclass
             """).SingleAsync(patience.Token) < waiting)
        {
            asked = asked.IsCompleted ? browser.AskForCodeAsync(email) : asked;
            await Task.Delay(50, patience.Token);
        }

        return asked;
    }
}
