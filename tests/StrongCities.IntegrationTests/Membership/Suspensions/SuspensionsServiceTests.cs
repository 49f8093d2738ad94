using Grpc.Core;
using Npgsql;
using StrongCities.Contracts.Demonstration;
using StrongCities.Contracts.Membership;
using static StrongCities.IntegrationTests.Membership.MembershipProcess;

namespace StrongCities.IntegrationTests.Membership.Suspensions;

[Collection("servers")]
public sealed class SuspensionsServiceTests(MembershipProcess membership) : IClassFixture<MembershipProcess>
{
    private static readonly Guid FocalPoint = DemonstrationPeople.All.Single(person => person.Name == "Peter Novak").PersonId;

    private StrongCities.Contracts.Membership.Suspensions.SuspensionsClient Client => membership.Suspensions;

    [Fact]
    public async Task Two_people_suspend_a_member_which_reads_why_and_is_neither_listed_nor_introduced()
    {
        var told = await membership.ListenAsync("OrganizationSuspended");
        var standing = await membership.ListenAsync("OrganizationStandingChanged");
        var id = await MemberAsync("Helsinki");
        Assert.Single((await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Query = "Helsinki" })).Members);
        var proposed = await ProposeAsync(id);
        Assert.Equal(("proposed", "Ingrid Voll", "member"), (proposed.Summary.State, proposed.ProposedByName, proposed.Standing));
        // Nobody of the member is told before it is decided.
        Assert.Null((await OwnAsync(id)).Suspension);
        Assert.Empty(await membership.HeardAsync(told));

        var done = await DecideAsync(proposed, DeciderEurope);
        Assert.Equal(("suspended", "suspended"), (done.Summary.State, done.Standing));
        Assert.Equal(["proposed Ingrid Voll", "suspended Claire Aubert"], done.History.Select(step => $"{step.Deed} {step.PersonName}"));
        var own = await OwnAsync(id);
        Assert.Equal("suspended", own.Standing);
        Assert.Equal(
            ("principles", "A principle.", "A conduct.", "An evidence.", "We are sorry."),
            (own.Suspension.Reason, own.Suspension.Principle, own.Suspension.Conduct, own.Suspension.Evidence, own.Suspension.Words));
        Assert.InRange(own.Suspension.AppealUntil.ToDateTimeOffset() - own.Suspension.DecidedAt.ToDateTimeOffset(), TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.1));
        // Staff see the organization, and no reason: that is between it and the vetters.
        Assert.Null((await membership.Organizations.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = id }, membership.As(Staff))).Suspension);

        Assert.Empty((await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Query = "Helsinki" })).Members);
        await RefusedAsync("organization-unknown", membership.Contacts.GetOrganizationContactAsync(new GetOrganizationContactRequest { OrganizationId = id }, membership.Issuer.AsService("membership.introductions")));
        await EventuallyAsync(async () => (await membership.HeardAsync(told)).Count == 1, "the suspension is told");
        await EventuallyAsync(async () => (await membership.HeardAsync(standing)).Count(fact => fact.Contains("\"suspended\"", StringComparison.Ordinal)) == 1, "the standing is told");
    }

    [Fact]
    public async Task A_proposal_names_the_principle_the_conduct_the_evidence_and_words()
    {
        var id = await MemberAsync("London");
        var empty = await RefusedAsync("answers-invalid", Client.ProposeAsync(new ProposeSuspensionRequest { OrganizationId = id, Words = " " }, membership.As(ReviewerEurope)));
        Assert.Equal(
            ["principle principle-not-named", "conduct conduct-not-named", "evidence evidence-not-named", "words suspension-words-missing"],
            empty.Facts.Select(fact => $"{fact.Key} {fact.Value}"));
        var request = Proposal(id);
        request.Conduct = new string('x', 4001);
        Assert.Equal("suspension-text-too-long", (await RefusedAsync("answers-invalid", Client.ProposeAsync(request, membership.As(ReviewerEurope)))).Facts.Single().Value);
        request.Conduct = new string('x', 4000);
        await Client.ProposeAsync(request, membership.As(ReviewerEurope));
    }

    [Fact]
    public async Task Nobody_takes_part_in_the_case_of_the_own_city_and_a_csos_city_does_not_learn_of_it()
    {
        var oslo = await MemberAsync("Oslo");
        await RefusedAsync("own-city", Client.ProposeAsync(Proposal(oslo), membership.As(ReviewerEurope)));
        var ofOslo = await ProposeAsync(oslo, ReviewerAmerica);
        var ofStrasbourg = await ProposeAsync(await MemberAsync("Strasbourg"), ReviewerAmerica);
        await SeesAsync(ofOslo, ReviewerEurope, false);
        await SeesAsync(ofStrasbourg, DeciderEurope, false);
        // The control: vetters of another city see and decide both.
        await SeesAsync(ofOslo, DeciderEurope, true);
        await SeesAsync(ofStrasbourg, ReviewerEurope, true);
        await RefusedAsync("suspension-unknown", () => DecideAsync(ofStrasbourg, DeciderEurope));
        await DecideAsync(ofStrasbourg, DeciderAmerica, suspend: false);

        var cso = await MemberAsync("Lantern Street Youth (fictional)");
        var found = new FindOrganizationsRequest { Query = "lantern" };
        await RefusedAsync("organization-unknown", Client.ProposeAsync(Proposal(cso), membership.As(ReviewerAmerica)));
        Assert.Empty((await Client.FindOrganizationsAsync(found, membership.As(ReviewerAmerica))).Organizations);
        Assert.Equal(cso, (await Client.FindOrganizationsAsync(found, membership.As(ReviewerEurope))).Organizations.Single().OrganizationId);
        await SeesAsync(await ProposeAsync(cso), ReviewerAmerica, false);
        Assert.Empty((await Client.FindOrganizationsAsync(new FindOrganizationsRequest { Query = "x" }, membership.As(ReviewerEurope))).Organizations);
    }

    [Fact]
    public async Task Whoever_acts_for_an_organization_takes_no_part_in_its_case()
    {
        var id = await MemberAsync("Nordlys Dialogue Circle (fictional)", DeciderEurope);
        var proposed = await ProposeAsync(id, ReviewerAmerica);
        await RefusedAsync("suspension-unknown", () => DecideAsync(proposed, DeciderEurope));
        await DecideAsync(proposed, DeciderAmerica);
    }

    [Fact]
    public async Task A_second_person_of_another_side_decides_once()
    {
        var id = await MemberAsync("Manchester");
        var proposed = await ProposeAsync(id);
        await RefusedAsync("suspension-open-already", Client.ProposeAsync(Proposal(id), membership.As(ReviewerAmerica)));
        await RefusedAsync("same-person", () => WithRoleAsync(ReviewerEurope, "decider", () => DecideAsync(proposed, ReviewerEurope)));
        await membership.SqlAsync($"INSERT INTO organization_roles (id, organization_id, person_id, role, version, held, known_as, granted_at) SELECT gen_random_uuid(), id, '{Staff}', 'practitioner', 1, true, 'x', now() FROM organizations WHERE name = 'Oslo'");
        await RefusedAsync("same-side", () => WithRoleAsync(Staff, "decider", () => DecideAsync(proposed, Staff)));
        await RefusedAsync("decision-words-too-long", () => DecideAsync(proposed, DeciderEurope, words: new string('x', 4001)));

        Assert.Equal(("dropped", "member"), (await DecideAsync(proposed, DeciderEurope, suspend: false, "Not enough.")) is var dropped ? (dropped.Summary.State, dropped.Standing) : default);
        await RefusedAsync("suspension-not-proposed", () => DecideAsync(proposed, DeciderAmerica));
        await RefusedAsync("appeal-not-open", Client.AppealAsync(new AppealSuspensionRequest { OrganizationId = id, Words = "Why?" }, membership.As(FocalPoint)));
        await RefusedAsync("suspension-not-in-force", Client.ProposeLiftAsync(new ProposeLiftRequest { SuspensionId = proposed.Summary.SuspensionId, Words = "x" }, membership.As(ReviewerEurope)));
        // A dropped proposal is over: another may be made.
        await ProposeAsync(id);
    }

    [Fact]
    public async Task Only_members_are_suspended_and_one_that_left_meanwhile_is_not()
    {
        var id = await MemberAsync("Dijon");
        var proposed = await ProposeAsync(id);
        await membership.Organizations.LeaveNetworkAsync(new ChangeStandingRequest { OrganizationId = id }, membership.As(FocalPoint));
        await RefusedAsync("suspension-not-a-member", () => DecideAsync(proposed, DeciderAmerica));
        await DecideAsync(proposed, DeciderAmerica, suspend: false);
        await RefusedAsync("suspension-not-a-member", Client.ProposeAsync(Proposal(id), membership.As(ReviewerEurope)));
        await RefusedAsync("organization-unknown", Client.ProposeAsync(Proposal("x"), membership.As(ReviewerEurope)));
    }

    [Fact]
    public async Task An_appeal_goes_to_another_region_without_a_part_and_lifting_gives_the_former_standing_back()
    {
        var (made, decided) = (await membership.ListenAsync("SuspensionAppealed"), await membership.ListenAsync("SuspensionAppealDecided"));
        var id = await MemberAsync("Palermo");
        await membership.Organizations.PauseMembershipAsync(new ChangeStandingRequest { OrganizationId = id }, membership.As(FocalPoint));
        var suspension = await DecideAsync(await ProposeAsync(id), DeciderEurope);

        AsyncUnaryCall<OwnSuspension> Appeal(string words, Guid person) => Client.AppealAsync(new AppealSuspensionRequest { OrganizationId = id, Words = words }, membership.As(person));
        await RefusedAsync("appeal-empty", Appeal(" ", FocalPoint));
        await RefusedAsync("appeal-too-long", Appeal(new string('x', 4001), FocalPoint));
        await RefusedAsync("organization-unknown", Appeal("Please.", MalmoFocalPoint));
        await membership.SqlAsync($"UPDATE suspensions SET decided_at = decided_at - interval '30 days 1 minute' WHERE organization_id = '{id}'");
        await RefusedAsync("appeal-too-late", Appeal("Please.", FocalPoint));
        await membership.SqlAsync($"UPDATE suspensions SET decided_at = decided_at + interval '2 minutes' WHERE organization_id = '{id}'");
        Assert.Equal("appealed", (await Appeal("It was another city.", FocalPoint)).State);
        await RefusedAsync("appeal-already-made", Appeal("Again.", FocalPoint));

        Task<SuspensionCase> HearAsync(Guid decider, string words = "It was another city.") => Client.DecideAppealAsync(
            new DecideSuspensionAppealRequest { SuspensionId = suspension.Summary.SuspensionId, Lift = true, Words = words }, membership.As(decider)).ResponseAsync;
        Assert.Equal("north-america", (await CaseAsync(suspension, DeciderAmerica)).Summary.Hub);
        // The desk is not told who of the organization wrote it.
        Assert.Equal("appealed ", (await CaseAsync(suspension, DeciderAmerica)).History.Select(step => $"{step.Deed} {step.PersonName}").Last());
        await RefusedAsync("had-a-part", () => HearAsync(DeciderEurope));
        await RefusedAsync("same-region", () => WithRoleAsync(MalmoFocalPoint, "decider", () => HearAsync(MalmoFocalPoint)));
        await RefusedAsync("suspension-words-missing", () => HearAsync(DeciderAmerica, " "));
        var lifted = await HearAsync(DeciderAmerica);
        Assert.Equal(("lifted", "paused"), (lifted.Summary.State, lifted.Standing));
        await RefusedAsync("appeal-not-open", () => HearAsync(DeciderAmerica));
        Assert.Null((await OwnAsync(id)).Suspension);
        await EventuallyAsync(async () => (await membership.HeardAsync(made)).Count == 1, "the appeal is told");
        await EventuallyAsync(async () => (await membership.HeardAsync(decided)).Any(fact => fact.Contains(suspension.Summary.SuspensionId, StringComparison.Ordinal)), "its end is told");
    }

    [Fact]
    public async Task An_appeal_is_heard_in_the_other_region_than_the_deciders_by_somebody_without_a_step_in_the_case()
    {
        // Whoever proposed to lift it has a part too.
        var first = await SuspendedAsync("Kristiansand", DeciderEurope);
        Assert.Equal("north-america", (await CaseAsync(first, DeciderAmerica)).Summary.Hub);
        await Client.ProposeLiftAsync(new ProposeLiftRequest { SuspensionId = first.Summary.SuspensionId, Words = "A mistake." }, membership.As(ReviewerAmerica));
        await RefusedAsync("had-a-part", () => WithRoleAsync(ReviewerAmerica, "decider", () => HearAsync(first, ReviewerAmerica)));
        await HearAsync(first, DeciderAmerica);

        // A European member suspended from America is heard in Europe, by nobody of America.
        var second = await SuspendedAsync("The Hague", DeciderAmerica);
        Assert.Equal("europe", (await CaseAsync(second, DeciderAmerica)).Summary.Hub);
        await RefusedAsync("same-region", () => WithRoleAsync(ReviewerAmerica, "decider", () => HearAsync(second, ReviewerAmerica)));
        await HearAsync(second, DeciderEurope);

        async Task<SuspensionCase> SuspendedAsync(string name, Guid decider)
        {
            var id = await MemberAsync(name);
            var suspended = await DecideAsync(await ProposeAsync(id), decider);
            await Client.AppealAsync(new AppealSuspensionRequest { OrganizationId = id, Words = "Please." }, membership.As(FocalPoint));
            return suspended;
        }

        Task<SuspensionCase> HearAsync(SuspensionCase suspension, Guid decider) => Client.DecideAppealAsync(
            new DecideSuspensionAppealRequest { SuspensionId = suspension.Summary.SuspensionId, Words = "It stays." }, membership.As(decider)).ResponseAsync;
    }

    [Fact]
    public async Task The_network_lifts_by_two_people_too_and_may_do_so_after_a_refused_appeal()
    {
        var told = await membership.ListenAsync("SuspensionLifted");
        var id = await MemberAsync("Rotterdam");
        var suspension = await DecideAsync(await ProposeAsync(id), DeciderEurope);
        await Client.AppealAsync(new AppealSuspensionRequest { OrganizationId = id, Words = "Please." }, membership.As(FocalPoint));
        var refused = await Client.DecideAppealAsync(
            new DecideSuspensionAppealRequest { SuspensionId = suspension.Summary.SuspensionId, Words = "It stays." }, membership.As(DeciderAmerica));
        Assert.Equal(("appeal-refused", "suspended"), (refused.Summary.State, refused.Standing));
        Assert.Equal("It stays.", (await OwnAsync(id)).Suspension.AppealDecisionWords);

        Task<SuspensionCase> LiftAsync(Guid decider, bool lift) =>
            Client.DecideLiftAsync(new DecideLiftRequest { SuspensionId = suspension.Summary.SuspensionId, Lift = lift }, membership.As(decider)).ResponseAsync;
        AsyncUnaryCall<SuspensionCase> Propose(string words) =>
            Client.ProposeLiftAsync(new ProposeLiftRequest { SuspensionId = suspension.Summary.SuspensionId, Words = words }, membership.As(ReviewerAmerica));
        await RefusedAsync("lift-not-proposed", () => LiftAsync(DeciderEurope, true));
        await RefusedAsync("lift-words-missing", Propose(" "));
        await RefusedAsync("suspension-text-too-long", Propose(new string('x', 4001)));
        Assert.True((await Propose("It has changed.")).Summary.LiftProposed);
        await RefusedAsync("lift-proposed-already", Propose("Again."));
        await RefusedAsync("same-person", () => WithRoleAsync(ReviewerAmerica, "decider", () => LiftAsync(ReviewerAmerica, true)));
        Assert.Equal(("suspended", false), (await LiftAsync(DeciderEurope, false)) is var left ? (left.Standing, left.Summary.LiftProposed) : default);
        await Propose("It has changed for good.");
        Assert.Equal(("lifted", "member"), (await LiftAsync(DeciderEurope, true)) is var lifted ? (lifted.Summary.State, lifted.Standing) : default);
        await EventuallyAsync(async () => (await membership.HeardAsync(told)).Count == 1, "the lifting is told");
        Assert.Equal(
            "suspended member",
            await membership.ReadAsync<string>($"SELECT string_agg(what, ' ' ORDER BY id) FROM membership_history WHERE organization_id = '{id}' AND deed = 'standing-changed'"));
    }

    [Fact]
    public async Task A_suspended_organization_makes_itself_no_member_again_by_resuming_or_by_leaving_and_coming_back()
    {
        var id = await MemberAsync("Mechelen");
        var suspension = await DecideAsync(await ProposeAsync(id), DeciderEurope);
        var request = new ChangeStandingRequest { OrganizationId = id };
        await RefusedAsync("suspension-in-force", membership.Organizations.ResumeMembershipAsync(request, membership.As(FocalPoint)));
        await RefusedAsync("standing-not-possible", membership.Organizations.PauseMembershipAsync(request, membership.As(FocalPoint)));
        Assert.Equal("left", (await membership.Organizations.LeaveNetworkAsync(request, membership.As(FocalPoint))).Standing);
        await RefusedAsync("suspension-in-force", membership.Organizations.ResumeMembershipAsync(request, membership.As(FocalPoint)));
        await RefusedAsync("appeal-not-open", Client.AppealAsync(new AppealSuspensionRequest { OrganizationId = id, Words = "Please." }, membership.As(FocalPoint)));

        // Lifted while it is away, it stays away until it comes back itself.
        await Client.ProposeLiftAsync(new ProposeLiftRequest { SuspensionId = suspension.Summary.SuspensionId, Words = "A mistake." }, membership.As(ReviewerEurope));
        var lifted = await Client.DecideLiftAsync(new DecideLiftRequest { SuspensionId = suspension.Summary.SuspensionId, Lift = true }, membership.As(DeciderAmerica));
        Assert.Equal("left", lifted.Standing);
        Assert.Equal("member", (await membership.Organizations.ResumeMembershipAsync(request, membership.As(FocalPoint))).Standing);
    }

    [Fact]
    public async Task By_itself_an_overdue_proposal_moves_and_an_unanswered_appellant_is_a_guest_until_it_is_answered()
    {
        var unanswered = await membership.ListenAsync("SuspensionAppealUnanswered");
        var overdue = await ProposeAsync(await MemberAsync("Brussels"));
        var intime = await ProposeAsync(await MemberAsync("Kalamaria"));
        var id = await MemberAsync("Copenhagen");
        var appealed = await DecideAsync(await ProposeAsync(id), DeciderEurope);
        await Client.AppealAsync(new AppealSuspensionRequest { OrganizationId = id, Words = "Please." }, membership.As(FocalPoint));
        await membership.SqlAsync(
            $"""
            UPDATE suspensions SET decision_due_at = now() - interval '1 minute' WHERE id = '{overdue.Summary.SuspensionId}';
            UPDATE suspensions SET appeal_due_at = now() - interval '1 minute' WHERE id = '{appealed.Summary.SuspensionId}';
            """);
        await EventuallyAsync(async () => (await CaseAsync(overdue, ReviewerEurope)).Summary.Hub == "north-america", "the overdue proposal moves");
        await EventuallyAsync(async () => (await CaseAsync(appealed, ReviewerEurope)).Standing == "prospect", "the appellant is a guest");
        Assert.Equal("europe", (await CaseAsync(intime, ReviewerEurope)).Summary.Hub);
        Assert.Equal("guest", (await CaseAsync(appealed, ReviewerEurope)).History[^1].Deed);
        await EventuallyAsync(async () => (await membership.HeardAsync(unanswered)).Count == 1, "the late answer is told");
        await RefusedAsync("suspension-in-force", membership.Organizations.ResumeMembershipAsync(new ChangeStandingRequest { OrganizationId = id }, membership.As(FocalPoint)));
        Assert.Empty((await membership.Directory.SearchMembersAsync(new SearchMembersRequest { Query = "Copenhagen" })).Members);

        var refused = await Client.DecideAppealAsync(
            new DecideSuspensionAppealRequest { SuspensionId = appealed.Summary.SuspensionId, Words = "It stays." }, membership.As(DeciderAmerica));
        Assert.Equal("suspended", refused.Standing);
    }

    [Fact]
    public async Task The_database_itself_refuses_one_person_alone_and_a_history_that_changes()
    {
        var id = await MemberAsync("Berlin");
        var proposed = await ProposeAsync(id);
        string Alone(Guid decider, string organizations) =>
            $"UPDATE suspensions SET state = 'suspended', decided_by = '{decider}', decided_at = now(), standing_before = 'member', decider_organizations = {organizations}, decider_regions = reviewer_regions WHERE id = '{proposed.Summary.SuspensionId}'";
        Assert.Equal("suspensions_two_people", (await Assert.ThrowsAsync<PostgresException>(() => membership.SqlAsync(Alone(ReviewerEurope, "'{}'")))).ConstraintName);
        Assert.Equal("suspensions_two_sides", (await Assert.ThrowsAsync<PostgresException>(() => membership.SqlAsync(Alone(DeciderEurope, "reviewer_organizations")))).ConstraintName);
        var twice = await Assert.ThrowsAsync<PostgresException>(() => membership.SqlAsync(
            $"INSERT INTO suspensions SELECT (s.r).* FROM (SELECT jsonb_populate_record(suspensions, jsonb_build_object('id', gen_random_uuid())) AS r FROM suspensions WHERE organization_id = '{id}') AS s"));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, twice.SqlState);
        foreach (var change in new[] { "UPDATE suspension_history SET words = 'x'", "DELETE FROM suspension_history", "TRUNCATE suspension_history" })
        {
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => membership.SqlAsync(change))).SqlState);
        }

        // The controls: the same by two people of different organizations, and a step that is added, are taken.
        Assert.Equal(1, await membership.SqlAsync(Alone(DeciderEurope, "ARRAY[gen_random_uuid()]")));
        Assert.Equal(1, await membership.SqlAsync($"INSERT INTO suspension_history (suspension_id, at, deed, words) VALUES ('{proposed.Summary.SuspensionId}', now(), 'test', '')"));
    }

    [Fact]
    public async Task Of_two_deciders_at_once_one_wins()
    {
        var proposed = await ProposeAsync(await MemberAsync("Montpellier"), ReviewerAmerica);
        var outcomes = await Task.WhenAll(new[] { DeciderEurope, DeciderAmerica, DeciderEurope, DeciderAmerica }.Select(async decider =>
        {
            try
            {
                return (await DecideAsync(proposed, decider)).Summary.State;
            }
            catch (RpcException error)
            {
                return StrongCities.ServiceDefaults.Refusals.RefusalReader.ReadRefusal(error)!.Reason;
            }
        }));
        Assert.Equal(["suspended", "suspension-not-proposed", "suspension-not-proposed", "suspension-not-proposed"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_may_call_what_is_asked_at_each_call()
    {
        var proposed = await ProposeAsync(await MemberAsync("Paris"));
        foreach (var headers in new[] { new Metadata(), membership.As(FocalPoint), membership.As(Staff), membership.As(Operator), membership.Issuer.AsService("membership.roles") })
        {
            await DeniedAsync(() => Client.ListSuspensionsAsync(new ListSuspensionsRequest(), headers));
            await DeniedAsync(() => Client.GetSuspensionAsync(new GetSuspensionRequest { SuspensionId = proposed.Summary.SuspensionId }, headers));
            await DeniedAsync(() => Client.FindOrganizationsAsync(new FindOrganizationsRequest { Query = "Paris" }, headers));
            await DeniedAsync(() => Client.DescribeAsync(new DescribeSuspensionRequest { SuspensionId = proposed.Summary.SuspensionId }, headers));
        }

        // A decider proposes nothing, a reviewer decides nothing.
        await DeniedAsync(() => Client.ProposeAsync(Proposal("x"), membership.As(DeciderEurope)));
        await DeniedAsync(() => Client.ProposeLiftAsync(new ProposeLiftRequest(), membership.As(DeciderEurope)));
        await DeniedAsync(() => Client.DecideAsync(new DecideSuspensionRequest(), membership.As(ReviewerAmerica)));
        await DeniedAsync(() => Client.DecideLiftAsync(new DecideLiftRequest(), membership.As(ReviewerAmerica)));
        await DeniedAsync(() => Client.DecideAppealAsync(new DecideSuspensionAppealRequest(), membership.As(ReviewerAmerica)));
        foreach (var id in new[] { Guid.NewGuid().ToString(), "x", "" })
        {
            await RefusedAsync("suspension-unknown", Client.GetSuspensionAsync(new GetSuspensionRequest { SuspensionId = id }, membership.As(ReviewerEurope)));
            await RefusedAsync("suspension-unknown", Client.DecideAsync(new DecideSuspensionRequest { SuspensionId = id, Suspend = true }, membership.As(DeciderEurope)));
        }

        // Mail is written about what is decided, to the focal points.
        var mail = membership.Issuer.AsService("membership.suspension-mail");
        await RefusedAsync("suspension-unknown", Client.DescribeAsync(new DescribeSuspensionRequest { SuspensionId = proposed.Summary.SuspensionId }, mail));
        await DecideAsync(proposed, DeciderEurope);
        Assert.Equal([FocalPoint.ToString()], (await Client.DescribeAsync(new DescribeSuspensionRequest { SuspensionId = proposed.Summary.SuspensionId }, mail)).PersonIds);
    }

    private static async Task DeniedAsync<TReply>(Func<AsyncUnaryCall<TReply>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.True(error.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied, error.StatusCode.ToString());
    }

    private static ProposeSuspensionRequest Proposal(string organization) =>
        new() { OrganizationId = organization, Principle = "A principle.", Conduct = "A conduct.", Evidence = "An evidence.", Words = "We are sorry." };

    /// <summary>The demonstration's member of that name, with somebody who acts for it.</summary>
    private async Task<string> MemberAsync(string name, Guid? focalPoint = null)
    {
        await membership.SqlAsync(
            $"INSERT INTO organization_roles (id, organization_id, person_id, role, version, held, known_as, granted_at) SELECT gen_random_uuid(), id, '{focalPoint ?? FocalPoint}', 'focal-point', 1, true, 'x', now() FROM organizations WHERE name = '{name}'");
        return (await membership.ReadAsync<Guid>($"SELECT id FROM organizations WHERE name = '{name}'")).ToString();
    }

    private async Task<SuspensionCase> ProposeAsync(string organization, Guid? reviewer = null) => await Client.ProposeAsync(Proposal(organization), membership.As(reviewer ?? ReviewerEurope));

    private async Task<SuspensionCase> DecideAsync(SuspensionCase proposed, Guid decider, bool suspend = true, string words = "") =>
        await Client.DecideAsync(new DecideSuspensionRequest { SuspensionId = proposed.Summary.SuspensionId, Suspend = suspend, Words = words }, membership.As(decider));

    private async Task<SuspensionCase> CaseAsync(SuspensionCase suspension, Guid vetter) =>
        await Client.GetSuspensionAsync(new GetSuspensionRequest { SuspensionId = suspension.Summary.SuspensionId }, membership.As(vetter));

    private async Task<Organization> OwnAsync(string id) => await membership.Organizations.GetOrganizationAsync(new GetOrganizationRequest { OrganizationId = id }, membership.As(FocalPoint));

    private async Task SeesAsync(SuspensionCase suspension, Guid vetter, bool sees)
    {
        var id = suspension.Summary.SuspensionId;
        Assert.Equal(sees, (await Client.ListSuspensionsAsync(new ListSuspensionsRequest(), membership.As(vetter))).Suspensions.Any(row => row.SuspensionId == id));
        if (sees)
        {
            await CaseAsync(suspension, vetter);
        }
        else
        {
            await RefusedAsync("suspension-unknown", () => CaseAsync(suspension, vetter));
        }
    }

    private async Task WithRoleAsync(Guid person, string role, Func<Task> act)
    {
        await membership.SqlAsync($"INSERT INTO network_roles (person_id, role, version, granted_at) VALUES ('{person}', '{role}', 1, now())");
        try
        {
            await act();
        }
        finally
        {
            await membership.SqlAsync($"DELETE FROM network_roles WHERE person_id = '{person}' AND role = '{role}'");
        }
    }
}
