using Grpc.Core;
using Npgsql;
using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Refusals;
using static StrongCities.IntegrationTests.Membership.MembershipProcess;

namespace StrongCities.IntegrationTests.Membership.Vetting;

[Collection("servers")]
public sealed class VettingServiceTests(MembershipProcess membership) : IClassFixture<MembershipProcess>
{
    private StrongCities.Contracts.Membership.Vetting.VettingClient Client => membership.Vetting;

    [Fact]
    public async Task Two_different_people_admit_a_city_and_the_directory_shows_it_on_the_map()
    {
        var admitted = await membership.ListenAsync("OrganizationAdmitted");
        var roles = await membership.ListenAsync("OrganizationRoleGranted");
        var people = await membership.ListenAsync("PersonRegistered");
        var decided = await membership.ListenAsync("ApplicationDecided");
        var draft = await membership.DraftCityAsync("Liverpool", "GB");
        var application = await membership.SubmitAsync(draft);

        var recommended = await membership.RecommendAsync(application, ReviewerEurope);
        Assert.Equal("recommended", recommended.Application.State);
        Assert.Equal("Ingrid Voll", recommended.Recommendation.PersonName);
        await RefusedAsync("same-person", async () => await GiveDeciderAsync(ReviewerEurope, () => membership.DecideAsync(application, ReviewerEurope)));

        var done = await membership.DecideAsync(application, DeciderEurope);
        Assert.Equal("admitted", done.Application.State);
        Assert.Equal(["sent", "recommended-to-admit", "admitted"], done.History.Select(step => step.Deed));
        Assert.Equal(["", "Ingrid Voll", "Claire Aubert"], done.History.Select(step => step.PersonName));

        var entry = (await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Query = "LIVERPOOL" })).Members.Single();
        Assert.True(entry.HasLocation);
        Assert.InRange(entry.Latitude, 53, 54);
        foreach (var (queue, what) in new[] { (admitted, "admission"), (roles, "role"), (people, "person"), (decided, "decision") })
        {
            await EventuallyAsync(async () => (await membership.HeardAsync(queue)).Count == 1, $"the {what} is told");
        }
    }

    [Fact]
    public async Task The_contact_person_of_an_admitted_city_is_its_focal_point()
    {
        var draft = await membership.DraftCityAsync("Trnava", "SK");
        var application = await membership.SubmitAsync(draft);
        await membership.RecommendAsync(application, ReviewerAmerica);
        await membership.DecideAsync(application, DeciderEurope);
        var person = await membership.ReadAsync<Guid>($"SELECT id FROM people WHERE email_key = '{application.Answers.ContactEmail}'");
        var me = await membership.People.GetMeAsync(new GetMeRequest(), membership.As(person));
        Assert.Equal(("Trnava", "member", "focal-point"), (me.Organizations.Single().Name, me.Organizations.Single().Standing, me.Organizations.Single().Roles.Single()));
    }

    [Fact]
    public async Task The_database_itself_refuses_one_person_alone()
    {
        var draft = await membership.DraftCityAsync("Seule");
        var application = await membership.SubmitAsync(draft);
        await membership.RecommendAsync(application, ReviewerEurope, admit: false, "not-eligible-kind");
        string Alone(Guid decider, string organizations) =>
            $"UPDATE applications SET state = 'refused', decided_by = '{decider}', decided_at = now(), refusal_reason = 'not-eligible-kind', decision_words = 'x', decider_organizations = {organizations}, decider_regions = reviewer_regions WHERE id = '{application.ApplicationId}'";
        var samePerson = await Assert.ThrowsAsync<PostgresException>(() => membership.SqlAsync(Alone(ReviewerEurope, "'{}'")));
        Assert.Equal("applications_two_people", samePerson.ConstraintName);
        var sameSide = await Assert.ThrowsAsync<PostgresException>(() => membership.SqlAsync(Alone(DeciderEurope, "reviewer_organizations")));
        Assert.Equal("applications_two_sides", sameSide.ConstraintName);
        var political = await Assert.ThrowsAsync<PostgresException>(() => membership.SqlAsync($"UPDATE applications SET refusal_reason = 'politics' WHERE id = '{application.ApplicationId}'"));
        Assert.Equal("applications_refusal_reason", political.ConstraintName);
        // The control: the same statement by two people of different organizations is taken.
        Assert.Equal(1, await membership.SqlAsync(Alone(DeciderEurope, "ARRAY[gen_random_uuid()]")));
    }

    [Fact]
    public async Task A_case_history_only_grows()
    {
        var application = await membership.SubmitAsync(await membership.DraftCityAsync("Mémoire"));
        foreach (var change in new[] { "UPDATE case_history SET words = 'x'", "DELETE FROM case_history", "TRUNCATE case_history", "DELETE FROM profile_history", "DELETE FROM membership_history" })
        {
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => membership.SqlAsync(change))).SqlState);
        }

        Assert.Equal(1, await membership.SqlAsync($"INSERT INTO case_history (application_id, at, deed, state, words) VALUES ('{application.ApplicationId}', now(), 'test', 'submitted', '')"));
    }

    [Fact]
    public async Task Of_two_deciders_at_once_one_wins()
    {
        var application = await membership.SubmitAsync(await membership.DraftCityAsync("Palerme", "IT"));
        await membership.RecommendAsync(application, ReviewerEurope);
        var outcomes = await Task.WhenAll(new[] { DeciderEurope, DeciderAmerica, DeciderEurope, DeciderAmerica }.Select(async decider =>
        {
            try
            {
                await membership.DecideAsync(application, decider);
                return "won";
            }
            catch (RpcException error)
            {
                return StrongCities.ServiceDefaults.Refusals.RefusalReader.ReadRefusal(error)!.Reason;
            }
        }));
        Assert.Equal(["case-not-recommended", "case-not-recommended", "case-not-recommended", "won"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal(1, await membership.ReadAsync<long>("SELECT count(*) FROM organizations WHERE name = 'Palerme'"));
    }

    [Fact]
    public async Task Looking_and_then_writing_without_a_lock_lets_both_deciders_win()
    {
        // The control of the test above: the same race, written naively on a table without the lock, is lost.
        await membership.SqlAsync("CREATE TABLE naive_cases (id int PRIMARY KEY, state text); INSERT INTO naive_cases VALUES (1, 'recommended')");
        var bothLooked = new Barrier(2);
        var wins = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var looked = await membership.ReadAsync<string>("SELECT state FROM naive_cases WHERE id = 1");
            bothLooked.SignalAndWait(TimeSpan.FromSeconds(10));
            return looked == "recommended" ? await membership.SqlAsync("UPDATE naive_cases SET state = 'admitted' WHERE id = 1") : 0;
        })));
        Assert.Equal(2, wins.Sum());
    }

    [Fact]
    public async Task Nobody_decides_against_the_recommendation_or_for_the_own_city()
    {
        var application = await membership.SubmitAsync(await membership.DraftCityAsync("Désaccord"));
        await membership.RecommendAsync(application, ReviewerEurope);
        await RefusedAsync("not-agreed", () => membership.DecideAsync(application, DeciderEurope, admit: false, "not-eligible-kind"));

        var ofOslo = await membership.SubmitAsync(await membership.DraftCsoAsync("Gruppe (fiktiv)", "Oslo kommune", "NO"));
        await membership.SqlAsync($"UPDATE applications SET answers_tell_own_city = true WHERE id = '{ofOslo.ApplicationId}'");
        await RefusedAsync("own-city", () => membership.RecommendAsync(ofOslo, ReviewerEurope));
        await membership.RecommendAsync(ofOslo, ReviewerAmerica);
    }

    [Fact]
    public async Task A_csos_own_city_does_not_learn_of_its_application_unless_the_cso_said_so()
    {
        var application = await membership.SubmitAsync(await membership.DraftCsoAsync("Forening (fiktiv)", "Oslo", "NO"));
        var request = new GetCaseRequest { ApplicationId = application.ApplicationId };
        async Task<bool> ListedAsync(Guid vetter) =>
            (await Client.ListCasesAsync(new ListCasesRequest(), membership.As(vetter))).Cases.Any(row => row.ApplicationId == application.ApplicationId);
        await RefusedAsync("application-unknown", Client.GetCaseAsync(request, membership.As(ReviewerEurope)));
        await RefusedAsync("application-unknown", () => membership.RecommendAsync(application, ReviewerEurope));
        Assert.False(await ListedAsync(ReviewerEurope));
        // The control: a vetter of another city sees it, and the own one once the CSO says yes.
        Assert.True(await ListedAsync(ReviewerAmerica));
        await membership.SqlAsync($"UPDATE applications SET answers_tell_own_city = true WHERE id = '{application.ApplicationId}'");
        Assert.True(await ListedAsync(ReviewerEurope));
        await Client.GetCaseAsync(request, membership.As(ReviewerEurope));
    }

    [Fact]
    public async Task A_bounced_mail_is_shown_on_the_case()
    {
        var application = await membership.SubmitAsync(await membership.DraftCityAsync("Sans courriel"));
        var request = new GetCaseRequest { ApplicationId = application.ApplicationId };
        Assert.False((await Client.GetCaseAsync(request, membership.As(ReviewerEurope))).MailBounced);
        await membership.PublishAsync("Notifications", "ApplicantMailBounced", new { applicationId = application.ApplicationId });
        await EventuallyAsync(async () => (await Client.GetCaseAsync(request, membership.As(ReviewerEurope))).MailBounced, "the bounce is shown");
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_of_the_list_whose_tests_are_met()
    {
        var application = await membership.SubmitAsync(await membership.DraftCsoAsync("Sans politique", "Lille", "FR"));
        await RefusedAsync("reason-unknown", () => membership.RecommendAsync(application, ReviewerEurope, admit: false, "politics"));
        await RefusedAsync("reason-unknown", () => membership.RecommendAsync(application, ReviewerEurope, admit: false, "other"));
        await membership.RecommendAsync(application, ReviewerEurope, admit: false, "principles");
        async Task<string> UnmetAsync(string reason) =>
            (await RefusedAsync("reason-test-not-met", () => membership.DecideAsync(application, DeciderEurope, admit: false, reason))).Facts.Single().Value;
        Assert.Equal("two-requests", await UnmetAsync("incomplete"));
        Assert.Equal("evidence-asked", await UnmetAsync("identity-not-confirmed"));
        Assert.Equal("principle-named", await UnmetAsync("principles"));
        Assert.Equal("duplicate-found", await UnmetAsync("duplicate-member"));
        await RefusedAsync("decision-words-missing", () => membership.DecideAsync(application, DeciderEurope, admit: false, "not-eligible-kind", words: "  "));

        var listed = await Client.ListReasonsAsync(new ListReasonsRequest());
        Assert.DoesNotContain(listed.Reasons, reason => reason.Reason is "other" || reason.Reason.Contains("politic", StringComparison.Ordinal));
        Assert.All(listed.Reasons, reason => Assert.NotEmpty(reason.Tests));
    }

    [Fact]
    public async Task Asking_stops_the_clock_until_the_applicant_answers()
    {
        var draft = await membership.DraftCityAsync("Horloge");
        var application = await membership.SubmitAsync(draft);
        await RefusedAsync("question-empty", Client.AskApplicantAsync(new AskApplicantRequest { ApplicationId = application.ApplicationId, Words = " " }, membership.As(ReviewerEurope)));
        var asked = await Client.AskApplicantAsync(new AskApplicantRequest { ApplicationId = application.ApplicationId, Words = "Who signed?" }, membership.As(ReviewerEurope));
        Assert.Equal(("question", "Who signed?", 1), (asked.Application.State, asked.Application.Question, asked.QuestionsAsked));
        await membership.SqlAsync($"UPDATE applications SET question_asked_at = question_asked_at - interval '40 days' WHERE id = '{application.ApplicationId}'");
        var answered = await membership.SubmitAsync(draft);
        Assert.Equal("under-review", answered.State);
        Assert.InRange(answered.ReviewDueAt.ToDateTimeOffset() - application.ReviewDueAt.ToDateTimeOffset(), TimeSpan.FromDays(40), TimeSpan.FromDays(40.1));
    }

    [Fact]
    public async Task A_silent_applicant_is_asked_twice_and_refused_as_incomplete_after_thirty_days()
    {
        var application = await membership.SubmitAsync(await membership.DraftCityAsync("Silence"));
        async Task<Case> AskAsync(string words) =>
            await Client.AskApplicantAsync(new AskApplicantRequest { ApplicationId = application.ApplicationId, Words = words }, membership.As(ReviewerEurope));
        async Task<string> UnmetAsync()
        {
            await membership.RecommendAsync(application, ReviewerEurope, admit: false, "incomplete");
            return (await RefusedAsync("reason-test-not-met", () => membership.DecideAsync(application, DeciderEurope, admit: false, "incomplete"))).Facts.Single().Value;
        }

        await AskAsync("Who signed?");
        Assert.Equal("two-requests", await UnmetAsync());
        await AskAsync("Who signed, please?");
        var again = await AskAsync("We ask once more: who signed?");
        Assert.Equal(("question", "We ask once more: who signed?", 3), (again.Application.State, again.Application.Question, again.QuestionsAsked));
        Assert.Equal("thirty-days", await UnmetAsync());
        await membership.SqlAsync($"UPDATE applications SET first_question_at = now() - interval '31 days' WHERE id = '{application.ApplicationId}'");
        var refused = await membership.DecideAsync(application, DeciderEurope, admit: false, "incomplete");
        Assert.Equal(("refused", "incomplete"), (refused.Application.State, refused.Application.RefusalReason));
    }

    [Fact]
    public async Task A_refused_cso_appeals_and_only_another_region_without_a_part_decides()
    {
        var made = await membership.ListenAsync("AppealMade");
        var (draft, application) = await membership.RefusedCsoAsync("Collectif (fictif)");
        var refused = await membership.Applications.GetApplicationAsync(new GetApplicationRequest { AccessToken = draft.AccessToken });
        Assert.Equal(("refused", "not-eligible-kind", "The group is a company."), (refused.State, refused.RefusalReason, refused.DecisionWords));
        await RefusedAsync("appeal-empty", membership.Applications.AppealAsync(new AppealRequest { AccessToken = draft.AccessToken, Words = " " }));
        var appealed = await membership.Applications.AppealAsync(new AppealRequest { AccessToken = draft.AccessToken, Words = "We are an association." });
        Assert.Equal(("appealed", "north-america"), (appealed.State, appealed.Hub));
        await RefusedAsync("appeal-already-made", membership.Applications.AppealAsync(new AppealRequest { AccessToken = draft.AccessToken, Words = "Again." }));

        Task<Case> DecideAsync(Guid decider) => Client.DecideAppealAsync(
            new DecideAppealRequest { ApplicationId = application.ApplicationId, Admit = true, Words = "The statutes were read." }, membership.As(decider)).ResponseAsync;
        await RefusedAsync("had-a-part", () => DecideAsync(DeciderEurope));
        await RefusedAsync("same-region", async () => await GiveDeciderAsync(MalmoFocalPoint, () => DecideAsync(MalmoFocalPoint)));
        Assert.Equal("admitted", (await DecideAsync(DeciderAmerica)).Application.State);
        await RefusedAsync("appeal-not-open", () => DecideAsync(DeciderAmerica));
        await EventuallyAsync(async () => (await membership.HeardAsync(made)).Count == 1, "the appeal is told");
    }

    [Fact]
    public async Task An_appeal_is_heard_in_the_other_region_than_the_deciders_by_somebody_without_a_step_in_the_case()
    {
        // A recommendation that another replaced is a part too.
        var begun = await membership.DraftCsoAsync("Avant (fictif)", "Lyon", "FR");
        var first = await membership.SubmitAsync(begun);
        await membership.RecommendAsync(first, ReviewerAmerica);
        await membership.RecommendAsync(first, ReviewerEurope, admit: false, "not-eligible-kind");
        await membership.DecideAsync(first, DeciderEurope, admit: false, "not-eligible-kind");
        Assert.Equal("north-america", (await membership.Applications.AppealAsync(new AppealRequest { AccessToken = begun.AccessToken, Words = "Please." })).Hub);
        await RefusedAsync("had-a-part", () => GiveDeciderAsync(ReviewerAmerica, () => HearAsync(first, ReviewerAmerica)));
        await HearAsync(first, DeciderAmerica);

        // The European hub's case was refused from America: Europe hears the appeal, and nobody of America does.
        var draft = await membership.DraftCsoAsync("Ailleurs (fictif)", "Lyon", "FR");
        var second = await membership.SubmitAsync(draft);
        await membership.RecommendAsync(second, ReviewerEurope, admit: false, "not-eligible-kind");
        await membership.DecideAsync(second, DeciderAmerica, admit: false, "not-eligible-kind");
        Assert.Equal("europe", (await membership.Applications.AppealAsync(new AppealRequest { AccessToken = draft.AccessToken, Words = "Please." })).Hub);
        await RefusedAsync("had-a-part", () => HearAsync(second, DeciderAmerica));
        await RefusedAsync("same-region", () => GiveDeciderAsync(ReviewerAmerica, () => HearAsync(second, ReviewerAmerica)));
        await HearAsync(second, DeciderEurope);

        Task<Case> HearAsync(Application application, Guid decider) => Client.DecideAppealAsync(
            new DecideAppealRequest { ApplicationId = application.ApplicationId, Words = "It stays." }, membership.As(decider)).ResponseAsync;
    }

    [Fact]
    public async Task An_appeal_after_thirty_days_is_too_late()
    {
        var (draft, application) = await membership.RefusedCsoAsync("Trop tard (fictif)");
        await membership.SqlAsync($"UPDATE applications SET decided_at = decided_at - interval '30 days 1 minute' WHERE id = '{application.ApplicationId}'");
        await RefusedAsync("appeal-too-late", membership.Applications.AppealAsync(new AppealRequest { AccessToken = draft.AccessToken, Words = "Please." }));
        await membership.SqlAsync($"UPDATE applications SET decided_at = decided_at + interval '2 minutes' WHERE id = '{application.ApplicationId}'");
        Assert.Equal("appealed", (await membership.Applications.AppealAsync(new AppealRequest { AccessToken = draft.AccessToken, Words = "Please." })).State);
    }

    [Fact]
    public async Task By_themselves_overdue_cases_move_unanswered_appellants_become_guests_and_old_letters_go()
    {
        var moved = await membership.ListenAsync("CaseMovedToOtherRegion");
        var unanswered = await membership.ListenAsync("AppealUnanswered");
        var overdue = await membership.SubmitAsync(await membership.DraftCityAsync("Retard"));
        var intime = await membership.SubmitAsync(await membership.DraftCityAsync("Ponctuelle"));
        var (appellant, appeal) = await membership.RefusedCsoAsync("Attente (fictif)");
        await membership.Applications.AppealAsync(new AppealRequest { AccessToken = appellant.AccessToken, Words = "Please." });
        var old = await membership.SubmitAsync(await membership.DraftCityAsync("Archive"));
        await membership.RecommendAsync(old, ReviewerEurope);
        await membership.DecideAsync(old, DeciderEurope);
        await membership.SqlAsync(
            $"""
            UPDATE applications SET review_due_at = now() - interval '1 minute' WHERE id = '{overdue.ApplicationId}';
            UPDATE applications SET appeal_due_at = now() - interval '1 minute' WHERE id = '{appeal.ApplicationId}';
            UPDATE applications SET decided_at = now() - interval '12 months 1 day' WHERE id = '{old.ApplicationId}';
            """);
        Task<Case> CaseAsync(Application application) => Client.GetCaseAsync(new GetCaseRequest { ApplicationId = application.ApplicationId }, membership.As(ReviewerEurope)).ResponseAsync;
        await EventuallyAsync(async () => (await CaseAsync(overdue)).Application.Hub == "north-america", "the overdue case moves");
        await EventuallyAsync(async () => (await CaseAsync(appeal)).History[^1].Deed == "guest", "the appellant becomes a guest");
        await EventuallyAsync(async () => (await CaseAsync(old)).Application.Documents.Count == 0, "the old letter goes");
        Assert.Equal("europe", (await CaseAsync(intime)).Application.Hub);
        Assert.Single((await CaseAsync(intime)).Application.Documents);
        Assert.True((await CaseAsync(overdue)).Application.ReviewDueAt.ToDateTimeOffset() > DateTimeOffset.UtcNow.AddDays(29));
        await EventuallyAsync(async () => (await membership.HeardAsync(moved)).Count == 1, "the move is told");
        await EventuallyAsync(async () => (await membership.HeardAsync(unanswered)).Count == 1, "the late answer is told");
        Assert.True((await membership.Applications.GetApplicationAsync(new GetApplicationRequest { AccessToken = appellant.AccessToken })).Guest);
        Assert.Equal("prospect", await membership.ReadAsync<string>("SELECT standing FROM organizations WHERE name = 'Attente (fictif)'"));
        Assert.Empty((await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Query = "Attente" })).Members);

        // A guest whose appeal is refused leaves.
        await Client.DecideAppealAsync(new DecideAppealRequest { ApplicationId = appeal.ApplicationId, Words = "It stays." }, membership.As(DeciderAmerica));
        Assert.Equal("left", await membership.ReadAsync<string>("SELECT standing FROM organizations WHERE name = 'Attente (fictif)'"));
        Assert.False((await membership.Applications.GetApplicationAsync(new GetApplicationRequest { AccessToken = appellant.AccessToken })).Guest);
    }

    [Fact]
    public async Task Likely_duplicates_are_shown_to_the_reviewer_and_change_nothing_for_the_applicant()
    {
        var twin = await membership.SubmitAsync(await membership.DraftCityAsync("Århus", "DK"));
        var other = await membership.SubmitAsync(await membership.DraftCityAsync("Odense", "DK"));
        var seen = await Client.GetCaseAsync(new GetCaseRequest { ApplicationId = twin.ApplicationId }, membership.As(ReviewerEurope));
        Assert.Equal("Aarhus", seen.Duplicates.Single().Name);
        Assert.Empty((await Client.GetCaseAsync(new GetCaseRequest { ApplicationId = other.ApplicationId }, membership.As(ReviewerEurope))).Duplicates);
        Assert.Equal((twin.State, twin.RefusalReason, twin.Question), (other.State, other.RefusalReason, other.Question));
    }

    [Fact]
    public async Task Drafts_and_unknown_cases_look_the_same_and_lists_show_the_oldest_first()
    {
        var draft = await membership.DraftCityAsync("Brouillon");
        foreach (var id in new[] { draft.Application.ApplicationId, Guid.NewGuid().ToString(), "x", "" })
        {
            await RefusedAsync("application-unknown", Client.GetCaseAsync(new GetCaseRequest { ApplicationId = id }, membership.As(ReviewerEurope)));
        }

        var cases = (await Client.ListCasesAsync(new ListCasesRequest(), membership.As(DeciderAmerica))).Cases;
        Assert.Equal("Exempleville (fictional)", cases[0].OrganizationName);
        Assert.DoesNotContain(cases, row => row.State == "draft");
        Assert.Equal(cases.Select(row => row.SubmittedAt).Order(), cases.Select(row => row.SubmittedAt));
    }

    [Fact]
    public async Task Only_reviewers_and_deciders_see_cases_and_a_lost_role_counts_at_once()
    {
        foreach (var headers in new[] { new Metadata(), membership.As(AarhusFocalPoint), membership.As(Staff), membership.As(Operator), membership.Issuer.AsService("membership.roles") })
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.ListCasesAsync(new ListCasesRequest(), headers));
            Assert.True(error.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied, error.StatusCode.ToString());
        }

        // A role held is not enough: the session needs a second factor, and only who holds the role learns that.
        await RefusedAsync("second-factor-needed", Client.ListCasesAsync(new ListCasesRequest(), membership.Issuer.As(ReviewerEurope, secondFactor: false)));
        Assert.NotNull(await Client.ListCasesAsync(new ListCasesRequest(), membership.Issuer.As(ReviewerEurope)));
        var without = await Assert.ThrowsAsync<RpcException>(async () => await Client.ListCasesAsync(new ListCasesRequest(), membership.Issuer.As(Staff, secondFactor: false)));
        Assert.Equal((StatusCode.PermissionDenied, null), (without.StatusCode, without.ReadRefusal()?.Reason));

        await GiveDeciderAsync(AarhusFocalPoint, async () => await Client.ListCasesAsync(new ListCasesRequest(), membership.As(AarhusFocalPoint)));
        var lost = await Assert.ThrowsAsync<RpcException>(async () => await Client.ListCasesAsync(new ListCasesRequest(), membership.As(AarhusFocalPoint)));
        Assert.Equal(StatusCode.PermissionDenied, lost.StatusCode);
    }

    [Fact]
    public async Task A_stored_document_is_given_to_vetters_of_that_case_only()
    {
        var first = await membership.SubmitAsync(await membership.DraftCityAsync("Dossier"));
        var second = await membership.SubmitAsync(await membership.DraftCityAsync("Autre dossier"));
        var document = first.Documents.Single().DocumentId;
        var given = await Client.GetDocumentAsync(new GetDocumentRequest { ApplicationId = first.ApplicationId, DocumentId = document }, membership.As(ReviewerEurope));
        Assert.Equal(Pdf, given.Content.ToByteArray());
        await RefusedAsync("document-unknown", Client.GetDocumentAsync(new GetDocumentRequest { ApplicationId = second.ApplicationId, DocumentId = document }, membership.As(ReviewerEurope)));
    }

    private async Task GiveDeciderAsync(Guid person, Func<Task> act)
    {
        await membership.SqlAsync($"INSERT INTO network_roles (person_id, role, version, granted_at) VALUES ('{person}', 'decider', 1, now())");
        try
        {
            await act();
        }
        finally
        {
            await membership.SqlAsync($"DELETE FROM network_roles WHERE person_id = '{person}' AND role = 'decider'");
        }
    }
}
