using Grpc.Core;
using Npgsql;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events.Reports;

/// <summary>What came out of a dialogue is written after its end, by staff, and names nobody who did not agree.</summary>
[Collection("servers")]
public sealed class ReportsServiceTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task A_report_is_written_after_the_end_read_by_staff_until_it_is_published_and_a_later_change_bears_its_time()
    {
        var id = await events.PublishedAsync(10, 3);
        Assert.Equal((StatusCode.FailedPrecondition, "report-not-held-yet"), await RefusalAsync(Save(id, 0, "Too early")));
        Assert.Equal("report-not-held-yet", (await RefusalAsync(Publish(id, 0))).Reason);
        await EndAsync(id);

        Assert.Equal((StatusCode.InvalidArgument, "report-empty"), await RefusalAsync(Save(id, 0, " \n ")));
        Assert.Equal("report-empty", (await RefusalAsync(Publish(id, 0))).Reason);
        Assert.Equal("report-too-long", (await RefusalAsync(Save(id, 0, new string('x', 8_001)))).Reason);
        Assert.Equal(StatusCode.NotFound, (await RefusalAsync(Save(Guid.NewGuid().ToString(), 0, "None"))).Status);
        var saved = await Save(id, 0, "First");
        Assert.Equal((1, null), (saved.Version, saved.PublishedAt));
        Assert.Equal("report-changed-meanwhile", (await RefusalAsync(Save(id, 0, "Over another's"))).Reason);
        saved = await Save(id, 1, new string('x', 8_000));
        Assert.Null(saved.ChangedAt);

        // Staff look at it; to strangers it is as if there were none.
        Assert.Equal(2, (await Get(id, events.Staff)).Version);
        Assert.Equal((StatusCode.NotFound, "report-unknown"), await RefusalAsync(Get(id, EventsProcess.Nobody)));
        Assert.Equal((StatusCode.NotFound, "report-unknown"), await RefusalAsync(Get(Guid.NewGuid().ToString(), EventsProcess.Nobody)));
        Assert.Equal("over", await StateAsync(id));
        Assert.DoesNotContain(await ListedAsync(), listed => listed == id);

        Assert.Equal("report-changed-meanwhile", (await RefusalAsync(Publish(id, 1))).Reason);
        var published = await Publish(id, 2);
        Assert.Equal(published, await Publish(id, 2));
        Assert.Equal(published, await Get(id, EventsProcess.Nobody));
        Assert.Equal("reported", await StateAsync(id));
        Assert.Contains(await ListedAsync(), listed => listed == id);

        // The same words are no change.
        Assert.Null((await Save(id, 2, new string('x', 8_000))).ChangedAt);
        await Save(id, 2, "Corrected");
        var changed = await Get(id, EventsProcess.Nobody);
        Assert.Equal(("Corrected", published.PublishedAt), (changed.Findings[0].Text, changed.PublishedAt));
        Assert.True(changed.ChangedAt >= changed.PublishedAt);
    }

    [Fact]
    public async Task A_draft_may_be_in_one_language_and_what_is_published_is_in_every_one()
    {
        var id = await events.PublishedAsync(10, 3);
        await EndAsync(id);
        Assert.Equal(1, (await SaveEnglish(id, 0, "English alone")).Version);
        Assert.Equal((StatusCode.FailedPrecondition, "report-language-missing"), await RefusalAsync(Publish(id, 1)));
        Assert.Equal("over", await StateAsync(id));
        await Save(id, 1, "Both");
        await Publish(id, 2);
        Assert.Equal("report-language-missing", (await RefusalAsync(SaveEnglish(id, 2, "English alone again"))).Reason);
        Assert.Equal(["en", "fr"], (await Get(id, EventsProcess.Nobody)).Findings.Select(text => text.Language));
    }

    [Fact]
    public async Task Nobody_but_staff_writes_or_publishes()
    {
        var id = await events.PublishedAsync(10, 3);
        var (_, people) = await events.MemberAsync("NO", 1);
        await EndAsync(id);
        await Save(id, 0, "Findings");
        foreach (var (caller, status) in new[] { (EventsProcess.Nobody, StatusCode.Unauthenticated), (events.As(people[0]), StatusCode.PermissionDenied) })
        {
            Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(async () => await events.Reports.SaveReportAsync(new SaveReportRequest { GatheringId = id, Version = 1 }, caller))).StatusCode);
            Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(async () => await events.Reports.PublishReportAsync(new PublishReportRequest { GatheringId = id, Version = 1 }, caller))).StatusCode);
        }

        Assert.Equal("report-unknown", (await RefusalAsync(Get(id, events.As(people[0])))).Reason);
    }

    [Fact]
    public async Task Who_agreed_is_named_until_it_takes_that_back_and_nobody_answers_for_another()
    {
        var id = await events.PublishedAsync(4, 2);
        var (yes, silent, waiting) = (await events.MemberAsync("NO", 1), await events.MemberAsync("SK", 1), await events.MemberAsync("SK", 1));
        var first = await events.Register(id, yes.Organization, yes.People[0], 2);
        await events.Register(id, silent.Organization, silent.People[0], 2);
        var third = await events.Register(id, waiting.Organization, waiting.People[0], 2);
        Assert.False(first.NamedInReport);

        Assert.Equal((StatusCode.NotFound, "registration-unknown"), await RefusalAsync(Answer(first.RegistrationId, silent.People[0], true)));
        Assert.Equal((StatusCode.NotFound, "registration-unknown"), await RefusalAsync(Answer(Guid.NewGuid().ToString(), silent.People[0], true)));
        Assert.Equal((StatusCode.NotFound, "registration-unknown"), await RefusalAsync(Answer(first.RegistrationId, events.StaffId, true)));
        Assert.Equal("registration-not-active", (await RefusalAsync(Answer(third.RegistrationId, waiting.People[0], true))).Reason);

        await EndAsync(id);
        await Save(id, 0, "Findings");
        await Publish(id, 1);
        Assert.Equal(("", 2), await NamedAsync(id));
        Assert.True((await Answer(first.RegistrationId, yes.People[0], true)).NamedInReport);
        Assert.True((await Answer(first.RegistrationId, yes.People[0], true)).NamedInReport);
        Assert.Equal((yes.Organization.ToString(), 1), await NamedAsync(id));
        Assert.Equal("registration-unknown", (await RefusalAsync(Answer(first.RegistrationId, silent.People[0], false))).Reason);
        Assert.Equal((yes.Organization.ToString(), 1), await NamedAsync(id));

        Assert.False((await Answer(first.RegistrationId, yes.People[0], false)).NamedInReport);
        Assert.False((await Answer(first.RegistrationId, yes.People[0], false)).NamedInReport);
        Assert.Equal(("", 2), await NamedAsync(id));

        // A yes that outlives its seats names nobody, on the registration as in the report.
        await Answer(first.RegistrationId, yes.People[0], true);
        var cancelled = await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = first.RegistrationId }, events.As(yes.People[0]));
        Assert.Equal(("held", false), (cancelled.State, cancelled.NamedInReport));
        Assert.Equal(("", 1), await NamedAsync(id));
        Assert.True((await events.Registrations.UndoCancellationAsync(new UndoCancellationRequest { RegistrationId = first.RegistrationId }, events.As(yes.People[0]))).NamedInReport);
    }

    [Fact]
    public async Task The_next_of_the_same_series_is_the_soonest_ahead()
    {
        var past = await events.PublishedAsync(10, 3);
        var (next, other) = (await events.PublishedAsync(10, 3), await events.PublishedAsync(10, 3));
        var series = Guid.NewGuid().ToString();
        await events.ExecuteAsync("UPDATE gatherings SET series = $1 WHERE id = ANY($2)", series, new[] { Guid.Parse(past), Guid.Parse(next) });
        await events.ExecuteAsync("UPDATE gatherings SET starts_at = starts_at - interval '1 day' WHERE id = $1", Guid.Parse(other));
        await EndAsync(past);
        Assert.Equal(next, (await Save(past, 0, "Findings")).Next.GatheringId);
        await EndAsync(next);
        Assert.Null((await Get(past, events.Staff)).Next);
    }

    [Fact]
    public async Task The_database_knows_no_empty_report_and_no_change_before_publication()
    {
        var id = Guid.Parse(await events.PublishedAsync(10, 3));
        foreach (var (values, constraint) in new[] { ("'{}', 1, NULL, NULL", "reports_written"), ("""'{"en":{"text":"x","origin":"human"}}', 1, NULL, now()""", "reports_changed_after_publication") })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => events.ExecuteAsync(
                $"INSERT INTO reports (gathering_id, findings, version, published_at, changed_at) VALUES ($1, {values})", id));
            Assert.Equal(constraint, refused.ConstraintName);
        }
    }

    /// <summary>As when the days have passed.</summary>
    private Task EndAsync(string id) =>
        events.ExecuteAsync("UPDATE gatherings SET starts_at = now() - interval '3 days', ends_at = now() - interval '1 day' WHERE id = $1", Guid.Parse(id));

    private AsyncUnaryCall<Report> Save(string id, long version, string findings) => events.Reports.SaveReportAsync(
        new SaveReportRequest { GatheringId = id, Version = version, Findings = { new LocalText { Language = "en", Text = findings }, new LocalText { Language = "fr", Text = findings } } }, events.Staff);

    private AsyncUnaryCall<Report> SaveEnglish(string id, long version, string findings) => events.Reports.SaveReportAsync(
        new SaveReportRequest { GatheringId = id, Version = version, Findings = { new LocalText { Language = "en", Text = findings } } }, events.Staff);

    private AsyncUnaryCall<Report> Publish(string id, long version) =>
        events.Reports.PublishReportAsync(new PublishReportRequest { GatheringId = id, Version = version }, events.Staff);

    private AsyncUnaryCall<Report> Get(string id, Metadata caller) => events.Reports.GetReportAsync(new GetReportRequest { GatheringId = id }, caller);

    private AsyncUnaryCall<Registration> Answer(string registration, Guid person, bool mayName) => events.Registrations.AnswerNamedInReportAsync(
        new AnswerNamedInReportRequest { RegistrationId = registration, MayName = mayName }, events.As(person));

    private async Task<string> StateAsync(string id) =>
        (await events.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = id }, EventsProcess.Nobody)).State;

    private async Task<IEnumerable<string>> ListedAsync() =>
        (await events.Reports.ListReportsAsync(new ListReportsRequest(), EventsProcess.Nobody)).Gatherings.Select(gathering => gathering.GatheringId);

    private async Task<(string Named, int Others)> NamedAsync(string id)
    {
        var report = await Get(id, EventsProcess.Nobody);
        return (string.Join(" ", report.NamedOrganizationIds), report.OtherOrganizations);
    }

    private static async Task<(StatusCode Status, string Reason)> RefusalAsync<T>(AsyncUnaryCall<T> call)
    {
        var refusal = await EventsProcess.RefusalOf(call);
        return (refusal.Status, refusal.Reason);
    }
}
