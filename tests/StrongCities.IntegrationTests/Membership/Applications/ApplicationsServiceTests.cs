using Google.Protobuf;
using Grpc.Core;
using StrongCities.Contracts.Membership;
using static StrongCities.IntegrationTests.Membership.MembershipProcess;

namespace StrongCities.IntegrationTests.Membership.Applications;

[Collection("servers")]
public sealed class ApplicationsServiceTests(MembershipProcess membership) : IClassFixture<MembershipProcess>
{
    private StrongCities.Contracts.Membership.Applications.ApplicationsClient Client => membership.Applications;

    [Fact]
    public async Task A_city_saves_resumes_by_its_link_and_sends_its_application_in()
    {
        var started = await membership.ListenAsync("ApplicationStarted");
        var submitted = await membership.ListenAsync("ApplicationSubmitted");
        var draft = await membership.DraftCityAsync("Port-Exemple");
        await EventuallyAsync(async () => (await membership.HeardAsync(started)).Count == 1, "the start is told");

        var link = await Client.IssueResumeLinkAsync(
            new IssueResumeLinkRequest { ApplicationId = draft.Application.ApplicationId }, membership.Issuer.AsService("membership.application-mail"));
        var resumed = await Client.ResumeApplicationAsync(new ResumeApplicationRequest { LinkToken = link.LinkToken });
        Assert.Equal("Port-Exemple", resumed.Application.Answers.OrganizationName);
        Assert.NotEqual(draft.AccessToken, resumed.AccessToken);

        var sent = await membership.SubmitAsync(resumed);
        Assert.Equal("submitted", sent.State);
        Assert.Matches("^SC-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$", sent.Reference);
        Assert.Equal(sent.SubmittedAt.ToDateTimeOffset().AddDays(30), sent.ReviewDueAt.ToDateTimeOffset());
        Assert.Equal("europe", sent.Hub);
        await EventuallyAsync(async () => (await membership.HeardAsync(submitted)).Count == 1, "the sending is told");
        Assert.Equal(1, await membership.ReadAsync<long>(
            $"SELECT count(*) FROM applications JOIN principles_texts ON principles_texts.version = accepted_principles_version AND principles_texts.language = accepted_principles_language WHERE applications.id = '{sent.ApplicationId}' AND principles_accepted_at IS NOT NULL"));
    }

    [Fact]
    public async Task The_link_of_a_mail_stays_usable_until_it_expires()
    {
        var draft = await membership.DraftCityAsync("Port-Lien");
        var link = await Client.IssueResumeLinkAsync(
            new IssueResumeLinkRequest { ApplicationId = draft.Application.ApplicationId }, membership.Issuer.AsService("membership.application-mail"));
        await Client.ResumeApplicationAsync(new ResumeApplicationRequest { LinkToken = link.LinkToken });
        await Client.ResumeApplicationAsync(new ResumeApplicationRequest { LinkToken = link.LinkToken });

        await membership.SqlAsync($"UPDATE application_tokens SET expires_at = now() - interval '1 second' WHERE application_id = '{draft.Application.ApplicationId}' AND purpose = 'link'");
        await RefusedAsync("link-invalid", Client.ResumeApplicationAsync(new ResumeApplicationRequest { LinkToken = link.LinkToken }));
    }

    [Fact]
    public async Task A_draft_ends_after_six_months_unless_it_waits_for_a_council()
    {
        var waiting = await membership.DraftCityAsync("Port-Patience");
        var id = waiting.Application.ApplicationId;
        await Client.SetWaitingForCouncilAsync(new SetWaitingForCouncilRequest { AccessToken = waiting.AccessToken, Waiting = true });
        var sevenMonthsLater = $"UPDATE applications SET expires_at = expires_at - interval '7 months', waiting_since = waiting_since - interval '7 months' WHERE id = '{id}'; UPDATE application_tokens SET expires_at = expires_at - interval '7 months' WHERE application_id = '{id}'";
        await membership.SqlAsync(sevenMonthsLater);
        Assert.True((await Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = waiting.AccessToken })).WaitingForCouncil);
        var goesOn = await Client.SetWaitingForCouncilAsync(new SetWaitingForCouncilRequest { AccessToken = waiting.AccessToken, Waiting = false });
        Assert.InRange(goesOn.ExpiresAt.ToDateTimeOffset(), DateTimeOffset.UtcNow.AddMonths(5), DateTimeOffset.UtcNow.AddMonths(7));
        await Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = waiting.AccessToken });

        await membership.SqlAsync(sevenMonthsLater);
        await RefusedAsync("application-unknown", Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = waiting.AccessToken }));
    }

    [Fact]
    public async Task The_principles_are_kept_in_the_language_they_were_read_in_and_no_other()
    {
        var draft = await Client.StartApplicationAsync(new StartApplicationRequest { Kind = "city", ContactEmail = "reads@example.org", Language = "fr" });
        var read = await Client.GetPrinciplesAsync(new GetPrinciplesRequest { Language = "en" });
        SaveAnswersRequest Accept(string language) => new()
        {
            AccessToken = draft.AccessToken, Answers = new Answers { PrinciplesVersion = read.Version }, Fields = { "principles_version" }, PrinciplesLanguage = language,
        };
        await RefusedAsync("language-unknown", Client.SaveAnswersAsync(Accept("de")));
        await Client.SaveAnswersAsync(Accept(read.Language));
        await Client.SaveAnswersAsync(Accept("fr"));
        Assert.Equal("en", await membership.ReadAsync<string>($"SELECT accepted_principles_language FROM applications WHERE id = '{draft.Application.ApplicationId}'"));
    }

    [Fact]
    public async Task Who_sends_after_waiting_longer_than_a_link_lives_still_finds_the_application()
    {
        var waiting = await membership.DraftCityAsync("Port-Constance");
        var id = waiting.Application.ApplicationId;
        var link = await Client.IssueResumeLinkAsync(new IssueResumeLinkRequest { ApplicationId = id }, membership.Issuer.AsService("membership.application-mail"));
        await Client.SetWaitingForCouncilAsync(new SetWaitingForCouncilRequest { AccessToken = waiting.AccessToken, Waiting = true });
        await membership.SqlAsync($"UPDATE applications SET expires_at = expires_at - interval '7 months', waiting_since = waiting_since - interval '7 months' WHERE id = '{id}'; UPDATE application_tokens SET expires_at = expires_at - interval '7 months' WHERE application_id = '{id}'");
        await membership.SubmitAsync(waiting);
        Assert.Equal("submitted", (await Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = waiting.AccessToken })).State);
        Assert.Equal("submitted", (await Client.ResumeApplicationAsync(new ResumeApplicationRequest { LinkToken = link.LinkToken })).Application.State);
    }

    [Fact]
    public async Task Unknown_forged_and_foreign_tokens_get_one_and_the_same_refusal()
    {
        var mine = await membership.DraftCityAsync("Port-Mien");
        var link = await Client.IssueResumeLinkAsync(
            new IssueResumeLinkRequest { ApplicationId = mine.Application.ApplicationId }, membership.Issuer.AsService("membership.application-mail"));
        var answers = new List<string>();
        foreach (var token in new[] { "", "x", mine.Application.ApplicationId, link.LinkToken, mine.AccessToken + "A", mine.AccessToken[..^1], new string('a', 5000), "' OR 1=1 --" })
        {
            var refusal = await RefusedAsync("application-unknown", Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = token }));
            answers.Add($"{refusal.Status} {refusal.Message}");
            await RefusedAsync("application-unknown", Client.SubmitApplicationAsync(new SubmitApplicationRequest { AccessToken = token, Key = "key" }));
        }

        Assert.Single(answers.Distinct());
        // The control: the right token is let in, so the refusals above mean something.
        Assert.Equal("Port-Mien", (await Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = mine.AccessToken })).Answers.OrganizationName);
    }

    [Fact]
    public async Task Secrets_are_kept_as_hashes_only()
    {
        var draft = await membership.DraftCityAsync("Port-Secret");
        Assert.Equal(43, draft.AccessToken.Length);
        Assert.Equal(0, await membership.ReadAsync<long>($"SELECT count(*) FROM application_tokens WHERE position(convert_to('{draft.AccessToken}', 'UTF8') IN hash) > 0"));
        Assert.Equal(1, await membership.ReadAsync<long>($"SELECT count(*) FROM application_tokens WHERE hash = sha256('{draft.AccessToken}')"));
    }

    [Fact]
    public async Task Every_bad_answer_is_named_with_its_own_reason_and_nothing_is_kept()
    {
        var draft = await membership.DraftCityAsync("Port-Correct");
        var refusal = await RefusedAsync("answers-invalid", Client.SaveAnswersAsync(new SaveAnswersRequest
        {
            AccessToken = draft.AccessToken,
            Answers = new Answers { OrganizationName = new string('x', 201), Country = "BR", ContactEmail = "nobody", Website = "ftp://example.org", Themes = { "politics" }, Motivation = "kept?" },
            Fields = { "organization_name", "country", "contact_email", "website", "themes", "motivation" },
        }));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["organization_name"] = "organization-name-too-long",
                ["country"] = "country-unknown",
                ["contact_email"] = "email-invalid",
                ["website"] = "website-invalid",
                ["themes"] = "theme-unknown",
            },
            refusal.Facts.ToDictionary());
        Assert.Equal("To work with others.", (await Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = draft.AccessToken })).Answers.Motivation);
    }

    [Fact]
    public async Task A_stale_form_is_refused_and_a_fresh_one_kept()
    {
        var draft = await membership.DraftCityAsync("Port-Deux");
        var version = (await Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = draft.AccessToken })).Version;
        var request = new SaveAnswersRequest { AccessToken = draft.AccessToken, Version = version, Answers = new Answers { Province = "Finistère" }, Fields = { "province" } };
        await Client.SaveAnswersAsync(request);
        await RefusedAsync("application-changed-meanwhile", Client.SaveAnswersAsync(request));
    }

    [Theory]
    [InlineData("document-empty", 0, "%PDF-")]
    [InlineData("document-too-large", (5 * 1024 * 1024) + 1, "%PDF-")]
    [InlineData("document-type-unknown", 2000, "MZ")]
    [InlineData("document-type-unknown", 2000, "<html><script>")]
    public async Task A_wrong_upload_is_refused_and_leaves_no_row(string reason, int bytes, string start)
    {
        var draft = await membership.DraftCityAsync("Port-Envoi");
        var content = new byte[bytes];
        System.Text.Encoding.ASCII.GetBytes(start).AsSpan(0, Math.Min(start.Length, bytes)).CopyTo(content);
        await RefusedAsync(reason, Client.UploadDocumentAsync(new UploadDocumentRequest
        {
            AccessToken = draft.AccessToken,
            FileName = "letter.pdf",
            Content = ByteString.CopyFrom(content),
        }));
        Assert.Equal(1, await membership.ReadAsync<long>($"SELECT count(*) FROM application_documents WHERE application_id = '{draft.Application.ApplicationId}'"));
    }

    [Fact]
    public async Task An_upload_of_exactly_five_megabytes_is_kept_under_a_clean_name()
    {
        var draft = await membership.DraftCityAsync("Port-Plein");
        var content = new byte[5 * 1024 * 1024];
        "%PDF-"u8.CopyTo(content);
        var kept = await Client.UploadDocumentAsync(new UploadDocumentRequest
        {
            AccessToken = draft.AccessToken,
            FileName = "..\\..\\etc\\let\u202Eter\r\n.exe",
            Content = ByteString.CopyFrom(content),
        });
        Assert.Equal("letter.pdf", kept.Documents[^1].FileName);
        Assert.Equal(content.Length, kept.Documents[^1].Bytes);
    }

    [Fact]
    public async Task A_double_submit_with_one_key_sends_once_and_another_key_is_refused()
    {
        var submitted = await membership.ListenAsync("ApplicationSubmitted");
        var draft = await membership.DraftCityAsync("Port-Double");
        var request = new SubmitApplicationRequest { AccessToken = draft.AccessToken, Key = "one key" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => await Client.SubmitApplicationAsync(request)));
        Assert.Single(answers.Select(answer => answer.Reference).Distinct());
        Assert.Equal(1, await membership.ReadAsync<long>($"SELECT count(*) FROM case_history WHERE application_id = '{draft.Application.ApplicationId}'"));
        await EventuallyAsync(async () => (await membership.HeardAsync(submitted)).Count == 1, "one sending is told");
        await RefusedAsync("application-sent", Client.SubmitApplicationAsync(new SubmitApplicationRequest { AccessToken = draft.AccessToken, Key = "another key" }));
        await RefusedAsync("application-sent", Client.SaveAnswersAsync(new SaveAnswersRequest { AccessToken = draft.AccessToken, Answers = new Answers { Motivation = "later" }, Fields = { "motivation" } }));
    }

    [Fact]
    public async Task What_is_missing_is_named_before_anything_is_sent()
    {
        var draft = await Client.StartApplicationAsync(new StartApplicationRequest { Kind = "cso", ContactEmail = "empty@example.org", Language = "en" });
        var refusal = await RefusedAsync("application-incomplete", Client.SubmitApplicationAsync(new SubmitApplicationRequest { AccessToken = draft.AccessToken, Key = "k" }));
        Assert.Equal("organization_name,country,form,contact_name,motivation,evidence,place,listing", refusal.Facts.Single().Value);

        var oneReferee = await membership.DraftCsoAsync("Un seul", "Lyon", "FR");
        SaveAnswersRequest Referees(params Reference[] references) =>
            new() { AccessToken = oneReferee.AccessToken, Answers = new Answers { References = { references } }, Fields = { "references" } };
        var twice = await RefusedAsync("answers-invalid", Client.SaveAnswersAsync(Referees(new() { Name = "A", Email = "same@example.org" }, new() { Name = "B", Email = "SAME@example.org" })));
        Assert.Equal(("references", "reference-twice"), twice.Facts.Single());
        await Client.SaveAnswersAsync(Referees(new Reference { Name = "A", Email = "same@example.org" }));
        await RefusedAsync("evidence-missing", Client.SubmitApplicationAsync(new SubmitApplicationRequest { AccessToken = oneReferee.AccessToken, Key = "k" }));
    }

    [Fact]
    public async Task An_address_gets_three_links_an_hour_and_the_answer_never_changes()
    {
        var started = await membership.ListenAsync("ApplicationStarted");
        await Client.StartApplicationAsync(new StartApplicationRequest { Kind = "city", ContactEmail = "often@example.org", Language = "en" });
        for (var request = 0; request < 6; request++)
        {
            Assert.NotNull(await Client.RequestResumeLinkAsync(new RequestResumeLinkRequest { Email = "Often@Example.org" }));
        }

        Assert.NotNull(await Client.RequestResumeLinkAsync(new RequestResumeLinkRequest { Email = "unknown@example.org" }));
        var heard = 0;
        await EventuallyAsync(async () => (heard += (await membership.HeardAsync(started)).Count) >= 3, "three mails are asked for");
        await Task.Delay(1500);
        Assert.Equal(3, heard + (await membership.HeardAsync(started)).Count);

        // The control: an hour later the address is written to again.
        await membership.SqlAsync("UPDATE link_requests SET at = at - interval '61 minutes'");
        await Client.RequestResumeLinkAsync(new RequestResumeLinkRequest { Email = "often@example.org" });
        await EventuallyAsync(async () => (await membership.HeardAsync(started)).Count == 1, "the fourth mail is asked for");
    }

    [Fact]
    public async Task Only_the_mail_service_gets_a_link()
    {
        var draft = await membership.DraftCityAsync("Port-Courrier");
        var request = new IssueResumeLinkRequest { ApplicationId = draft.Application.ApplicationId };
        foreach (var headers in new[] { new Metadata(), membership.Issuer.AsService("membership.contacts"), membership.As(Operator) })
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.IssueResumeLinkAsync(request, headers));
            Assert.True(error.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied, error.StatusCode.ToString());
        }
    }

    [Fact]
    public async Task No_address_or_name_of_an_applicant_is_logged()
    {
        await membership.DraftCityAsync("Port-Canari");
        Assert.DoesNotContain("Canari", membership.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("applicant", membership.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.org", membership.Output, StringComparison.Ordinal);
        Assert.Contains("refused", membership.Output + await RefuseOnceAsync(), StringComparison.Ordinal);
    }

    // The control: the log is really read, since a refusal is found in it.
    private async Task<string> RefuseOnceAsync()
    {
        await RefusedAsync("application-unknown", Client.GetApplicationAsync(new GetApplicationRequest { AccessToken = "none" }));
        await EventuallyAsync(() => Task.FromResult(membership.Output.Contains("application-unknown", StringComparison.Ordinal)), "the refusal is logged");
        return membership.Output;
    }
}
