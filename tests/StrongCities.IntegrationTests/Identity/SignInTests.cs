using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.SignIn;

namespace StrongCities.IntegrationTests.Identity;

[Collection("servers")]
public sealed class SignInTests(IdentityUnderTest identity) : IClassFixture<IdentityUnderTest>
{
    private const string WrongCode = "This code is wrong or has expired. Check the newest message, or ask for a new code.";
    private const string DeadCode = "This code no longer works after five attempts or ten minutes. Ask for a new one.";

    [Fact]
    public async Task A_mailed_code_signs_in_once_in_the_browser_that_asked()
    {
        var (_, email) = await identity.AddAccountAsync();
        var (browser, other) = (identity.OpenBrowser(), identity.OpenBrowser());
        var asked = await browser.AskForCodeAsync($"  {email.ToUpperInvariant()} ");
        Assert.Equal("/en/sign-in/code", asked.Location!.ToString());
        var mail = await identity.ReadMailAsync(email);
        Assert.Equal((email, "en"), (mail.Email, mail.Language));
        Assert.Matches("^[0-9]{8}$", mail.Code);

        await other.AskForCodeAsync($"nobody-{Guid.NewGuid():N}@city.example");
        Assert.Equal(WrongCode, (await other.TypeCodeAsync(mail.Code)).Wrong);
        Assert.False(await other.IsSignedInAsync());

        Assert.Equal(HttpStatusCode.Redirect, (await browser.TypeCodeAsync($"{mail.Code[..4]} {mail.Code[4..]}")).Status);
        Assert.True(await browser.IsSignedInAsync());
        Assert.Equal(DeadCode, (await browser.TypeCodeAsync(mail.Code)).Wrong);
    }

    [Fact]
    public async Task Five_wrong_codes_end_the_request_even_for_the_right_one()
    {
        var (_, email) = await identity.AddAccountAsync();
        var browser = identity.OpenBrowser();
        await browser.AskForCodeAsync(email);
        var code = (await identity.ReadMailAsync(email)).Code;
        var wrong = code == "00000000" ? "00000001" : "00000000";

        var words = new List<string>();
        for (var i = 0; i < SignInRequest.AttemptsMax; i++)
        {
            words.Add((await browser.TypeCodeAsync(wrong)).Wrong);
        }

        Assert.Equal([WrongCode, WrongCode, WrongCode, WrongCode, DeadCode], words);
        Assert.Equal(DeadCode, (await browser.TypeCodeAsync(code)).Wrong);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_code_and_a_link_older_than_ten_minutes_are_refused()
    {
        var (_, email) = await identity.AddAccountAsync();
        var browser = identity.OpenBrowser();
        await browser.AskForCodeAsync(email);
        var mail = await identity.ReadMailAsync(email);
        var request = await identity.NewestRequestAsync(email);

        await identity.ExecuteAsync($"update sign_in_requests set code_expires_at = code_expires_at - interval '10 minutes' where id = '{request}'");

        Assert.Equal(WrongCode, (await browser.TypeCodeAsync(mail.Code)).Wrong);
        Assert.Contains("already used or has expired", (await browser.GetAsync(mail.Link.PathAndQuery)).Text, StringComparison.Ordinal);
        await browser.SubmitAsync("/en/sign-in", [("token", TokenOf(mail))], "/en/sign-in/link");
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_second_mail_for_one_request_voids_the_first_and_forgives_no_attempt()
    {
        var (_, email) = await identity.AddAccountAsync();
        var browser = identity.OpenBrowser();
        await browser.AskForCodeAsync(email);
        var first = await identity.ReadMailAsync(email);
        var second = await identity.ReadMailAsync(email);
        Assert.NotEqual(first.Link, second.Link);

        Assert.Equal(WrongCode, (await browser.TypeCodeAsync(first.Code)).Wrong);
        await using var db = identity.OpenDatabase();
        var request = await identity.NewestRequestAsync(email);
        Assert.Equal(1, (await db.SignInRequests.SingleAsync(row => row.Id == request)).Attempts);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.TypeCodeAsync(second.Code)).Status);
        using var used = await identity.IssueAsync(request, await identity.ServiceTokenAsync("identity.sign-in-mail"));
        Assert.Equal(HttpStatusCode.NotFound, used.StatusCode);
    }

    [Fact]
    public async Task An_address_that_nobody_has_gets_the_same_answers_to_the_byte()
    {
        var (_, known) = await identity.AddAccountAsync();
        var unknown = $"{new string('u', known.IndexOf('@'))}@city.example";
        var pages = new List<string>();
        foreach (var email in new[] { known, unknown })
        {
            var browser = identity.OpenBrowser();
            var asked = await browser.AskForCodeAsync(email);
            if (email == known)
            {
                await identity.ReadMailAsync(email);
            }

            var page = await browser.GetAsync("/en/sign-in/code");
            var wrong = await browser.TypeCodeAsync("12345678");
            pages.Add(string.Join("\n----\n", new[] { asked, page, wrong }.Select(Comparable)));
        }

        Assert.Equal(pages[0], pages[1]);
        // The control: what is compared does show a difference where there is one.
        Assert.NotEqual(pages[0], pages[0].Replace("12345678", "12345679", StringComparison.Ordinal));
        Assert.Contains(WrongCode, WebUtility.HtmlDecode(pages[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_and_its_button_works_once_in_any_browser()
    {
        var (_, email) = await identity.AddAccountAsync(name: "Linda Linked");
        await identity.OpenBrowser().AskForCodeAsync(email);
        var mail = await identity.ReadMailAsync(email);
        var phone = identity.OpenBrowser();

        for (var i = 0; i < 3; i++)
        {
            var opened = await identity.OpenBrowser().GetAsync(mail.Link.PathAndQuery);
            Assert.Contains("Linda Linked", opened.Text, StringComparison.Ordinal);
            Assert.Equal("no-referrer", opened.Headers["Referrer-Policy"]);
        }

        Assert.False(await phone.IsSignedInAsync());
        var pressed = await phone.SubmitAsync(mail.Link.PathAndQuery, [("token", TokenOf(mail))], "/en/sign-in/link");
        Assert.Equal(new Uri(IdentityUnderTest.Web, "en/sign-in"), pressed.Location);
        Assert.True(await phone.IsSignedInAsync());

        var second = identity.OpenBrowser();
        var again = await second.SubmitAsync("/en/sign-in", [("token", TokenOf(mail))], "/en/sign-in/link");
        Assert.Contains("already used or has expired", again.Text, StringComparison.Ordinal);
        Assert.False(await second.IsSignedInAsync());
    }

    [Fact]
    public async Task The_sixth_request_for_one_address_looks_the_same_and_mails_nothing()
    {
        var (_, email) = await identity.AddAccountAsync();
        var locations = new List<string>();
        for (var i = 0; i <= RequestSignInMail.MailsMax; i++)
        {
            locations.Add((await identity.OpenBrowser().AskForCodeAsync(email)).Location!.ToString());
        }

        Assert.Single(locations.Distinct());
        await using var db = identity.OpenDatabase();
        var ids = await db.SignInRequests.Where(row => row.AccountId != null && db.Users.Any(account => account.Email == email && account.Id == row.AccountId))
            .OrderBy(row => row.RequestedAt).Select(row => row.Mailed).ToListAsync();
        Assert.Equal([true, true, true, true, true, false], ids);
    }

    public static TheoryData<string> Pages => [.. IdentityPages.Paths];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_and_every_error_names_who_answers_and_a_reference(string page)
    {
        var answer = await identity.OpenBrowser().GetAsync(page);
        if (answer.Location is null)
        {
            Assert.Contains("mailto:help@example.org", answer.Text, StringComparison.Ordinal);
            Assert.Matches("(Reference of this page:|Référence de cette page\u00a0:) [0-9a-f]{16}", WebUtility.HtmlDecode(answer.Text));
        }
    }

    /// <summary>But for when a session was last seen; and /connect/endsession with the site's proof, and /connect/authorize, are the protocol's own.</summary>
    [Fact]
    public async Task No_page_changes_anything_by_being_opened()
    {
        var (_, email) = await identity.AddAccountAsync();
        var browser = identity.OpenBrowser();
        await browser.AskForCodeAsync(email);
        await browser.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
        var before = await DumpAsync();
        foreach (var page in IdentityPages.Paths.Concat(["/connect/endsession", "/en/account?handler=others", "/en/sign-out?forget=true"]))
        {
            await browser.GetAsync(page);
        }

        Assert.True(await browser.IsSignedInAsync());
        Assert.Equal(before, await DumpAsync());
        // The control: the button of one of them does.
        await browser.SubmitAsync("/en/sign-out", []);
        Assert.NotEqual(before, await DumpAsync());

        async Task<string> DumpAsync()
        {
            await using var db = identity.OpenDatabase();
            return await db.Database.SqlQuery<string>(
                $"""
                 select string_agg(r, E'\n' order by r) as "Value" from (
                   select (to_jsonb(t) - 'seen_at')::text r from sessions t union all select to_jsonb(t)::text from sign_in_requests t
                   union all select to_jsonb(t)::text from accounts t union all select to_jsonb(t)::text from authenticators t union all select to_jsonb(t)::text from recovery_codes t
                   union all select to_jsonb(t)::text from operator_invitations t union all select to_jsonb(t)::text from password_failures t) rows
                 """).SingleAsync();
        }
    }

    [Fact]
    public async Task Two_people_at_one_mailbox_say_who_they_are()
    {
        var (first, email) = await identity.AddAccountAsync(name: "Ada Shared");
        var (second, _) = await identity.AddAccountAsync(email, "Bob Shared");
        var (stranger, _) = await identity.AddAccountAsync(name: "Eve Elsewhere");
        var browser = identity.OpenBrowser();
        await browser.AskForCodeAsync(email);
        var typed = await browser.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
        Assert.Equal("/en/sign-in/person", typed.Location!.ToString());
        Assert.False(await browser.IsSignedInAsync());
        var page = await browser.GetAsync("/en/sign-in/person");
        Assert.Contains("Ada Shared", page.Text, StringComparison.Ordinal);
        Assert.Contains(first.ToString(), page.Text, StringComparison.Ordinal);

        await browser.SubmitAsync("/en/sign-in/person", [("person", stranger.ToString())]);
        Assert.False(await browser.IsSignedInAsync());
        await browser.SubmitAsync("/en/sign-in/person", [("person", second.ToString())]);
        Assert.Contains("Bob Shared", (await browser.GetAsync("/en/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_needs_the_code_as_well_and_guessing_it_from_here_must_wait()
    {
        const string password = "quiet harbour lanterns 1897";
        var (_, email) = await identity.AddAccountAsync();
        var owner = identity.OpenBrowser();
        await owner.AskForCodeAsync(email);
        await owner.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
        Assert.Equal("The password needs at least 15 characters", (await owner.SubmitAsync("/en/account/password", [("password", "short")])).Wrong);
        Assert.StartsWith("This password is easily guessed", (await owner.SubmitAsync("/en/account/password", [("password", "passwordpassword123")])).Wrong, StringComparison.Ordinal);
        Assert.Equal("/en/account?saved=true", (await owner.SubmitAsync("/en/account/password", [("password", password)])).Location!.ToString());

        var browser = identity.OpenBrowser();
        var right = await browser.SubmitAsync("/en/sign-in/password", [("email", email), ("password", password)]);
        Assert.Equal("/en/sign-in/code", right.Location!.ToString());
        Assert.False(await browser.IsSignedInAsync());
        await browser.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
        Assert.True(await browser.IsSignedInAsync());

        var words = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            words.Add((await identity.OpenBrowser().SubmitAsync("/en/sign-in/password", [("email", email), ("password", $"wrong password {i}")])).Wrong);
        }

        Assert.Equal("Address and password do not belong together", words[0]);
        Assert.StartsWith("Too many wrong passwords.", words[5], StringComparison.Ordinal);
        var locked = await identity.OpenBrowser().SubmitAsync("/en/sign-in/password", [("email", email), ("password", password)]);
        Assert.StartsWith("Too many wrong passwords.", locked.Wrong, StringComparison.Ordinal);
        // The owner is not locked out: the mailed code works all the while.
        var again = identity.OpenBrowser();
        await again.AskForCodeAsync(email);
        await again.TypeCodeAsync((await identity.ReadMailAsync(email)).Code);
        Assert.True(await again.IsSignedInAsync());
    }

    [Theory]
    [InlineData("/en/sign-in", "email", "", "Enter your e-mail address")]
    [InlineData("/fr/sign-in", "email", "", "Saisissez votre adresse électronique")]
    [InlineData("/en/sign-in", "email", "maja", "Enter an e-mail address in the form name@city.example")]
    [InlineData("/fr/sign-in", "email", "maja@", "Saisissez une adresse électronique de la forme nom@ville.example")]
    [InlineData("/en/sign-in/code", "code", "", "Enter the code from the message")]
    [InlineData("/fr/sign-in/code", "code", "12a4", "Le code comporte huit chiffres")]
    [InlineData("/en/sign-in/code", "code", "12345678", "No code was asked for in this browser, or it is too long ago. Ask for a new one.")]
    [InlineData("/fr/sign-in/password", "email", "maja", "Saisissez une adresse électronique de la forme nom@ville.example")]
    public async Task Bad_input_is_answered_beside_its_field_and_kept(string path, string field, string value, string words)
    {
        var answer = await identity.OpenBrowser().SubmitAsync(path, [(field, value)]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(words, answer.Wrong);
        Assert.Equal(value, answer.Field(field));
        Assert.Matches("<title>(Error: |Erreur : )", WebUtility.HtmlDecode(answer.Text));
    }

    [Fact]
    public async Task A_form_that_is_too_old_comes_back_with_what_was_typed()
    {
        var answer = await identity.OpenBrowser().SendAsync(new HttpRequestMessage(HttpMethod.Post, "/fr/sign-in")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("form-token", "old"), KeyValuePair.Create("email", "kept@city.example")]),
        });

        Assert.Contains("Votre saisie est conservée", WebUtility.HtmlDecode(answer.Text), StringComparison.Ordinal);
        Assert.Equal("kept@city.example", answer.Field("email"));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/connect/authorize?")]
    [InlineData("/\\evil.example")]
    [InlineData("/connect/authorize?\\..")]
    [InlineData("/en/sign-out")]
    public async Task The_way_back_leads_nowhere_else(string path)
    {
        var browser = identity.OpenBrowser();

        Assert.Equal("", (await browser.GetAsync($"/en/sign-in?return={Uri.EscapeDataString(path)}")).Field("return"));
        Assert.NotEqual("", (await browser.GetAsync("/en/sign-in?return=%2Fconnect%2Fauthorize%3Fclient_id%3Dweb")).Field("return"));
    }

    [Fact]
    public async Task Pages_forbid_scripts_frames_and_forms_to_strangers_and_are_kept_nowhere()
    {
        foreach (var path in new[] { "/en/sign-in", "/fr/sign-in/code", "/en/sign-in/link?token=x", "/fr/sign-out", "/fr/nowhere" })
        {
            var page = await identity.OpenBrowser().GetAsync(path);
            Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains($"form-action 'self' {IdentityUnderTest.Web.GetLeftPart(UriPartial.Authority)};", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" style=", page.Text, StringComparison.Ordinal);
        }

        var style = await identity.OpenBrowser().GetAsync("/assets/site.css");
        Assert.Equal((HttpStatusCode.OK, "text/css"), (style.Status, style.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Somebody_registered_before_this_service_listened_can_sign_in()
    {
        for (var i = 0; i < 100; i++)
        {
            await using var db = identity.OpenDatabase();
            if (await db.Users.AnyAsync(account => account.Id == TestMembership.PersonId))
            {
                break;
            }

            await Task.Delay(100);
        }

        var browser = identity.OpenBrowser();
        await browser.AskForCodeAsync(TestMembership.Email, "fr");
        var mail = await identity.ReadMailAsync(TestMembership.Email);
        Assert.Equal("fr", mail.Language);
        await browser.TypeCodeAsync(mail.Code, "fr");
        Assert.Contains(TestMembership.Name, (await browser.GetAsync("/fr/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_addresses_nor_codes_nor_links_are_logged()
    {
        var (_, email) = await identity.AddAccountAsync(name: "Unlogged Person");
        var browser = identity.OpenBrowser();
        await browser.AskForCodeAsync(email);
        var mail = await identity.ReadMailAsync(email);
        await browser.SubmitAsync("/en/sign-in/password", [("email", email), ("password", "a wrong one, typed here")]);
        await browser.GetAsync(mail.Link.PathAndQuery);
        await browser.TypeCodeAsync(mail.Code);

        Assert.Contains("Now listening on", identity.Output, StringComparison.Ordinal);
        foreach (var secret in new[] { email, "@city.example", mail.Code, TokenOf(mail), "Unlogged", "typed here" })
        {
            Assert.DoesNotContain(secret, identity.Output, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string TokenOf(IssuedMail mail) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(mail.Link.Query)["token"].ToString();

    // Status, headers and text; without what is random in every answer: the form's token, cookies' values, the date.
    private static string Comparable(Answer answer) => string.Join('\n',
        [
            answer.Status.ToString(),
            .. answer.Headers.Where(header => header.Key != "Date").OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => header.Key == "Set-Cookie" ? Regex.Replace(header.Value, "=[^;]*;", "=;") : $"{header.Key}: {header.Value}"),
            // The form's token and the page's own reference differ from page to page, whoever asks.
            Regex.Replace(answer.Text, "name=\"form-token\" type=\"hidden\" value=\"[^\"]*\"|[0-9a-f]{16}(?=</p>)", ""),
        ]);
}
