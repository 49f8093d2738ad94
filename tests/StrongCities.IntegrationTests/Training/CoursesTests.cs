using Grpc.Core;
using Npgsql;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Training;

namespace StrongCities.IntegrationTests.Training;

[Collection("servers")]
public sealed class CoursesTests(TrainingProcess training) : IClassFixture<TrainingProcess>
{
    [Fact]
    public async Task A_draft_is_seen_by_staff_alone_a_published_course_by_everybody_and_a_withdrawn_one_by_whoever_has_its_address()
    {
        var draft = await DraftAsync();
        Assert.Equal(("draft", "funding", "advanced"), (draft.State, draft.Theme, draft.Level));
        var hidden = await TrainingProcess.RefusalOf(training.Courses.GetCourseAsync(new GetCourseRequest { CourseId = draft.CourseId }, TrainingProcess.Nobody));
        var missing = await TrainingProcess.RefusalOf(training.Courses.GetCourseAsync(new GetCourseRequest { CourseId = Guid.NewGuid().ToString() }, TrainingProcess.Nobody));
        Assert.Equal((missing.Status, missing.Reason, missing.Message), (hidden.Status, hidden.Reason, hidden.Message));
        var stranger = await TrainingProcess.RefusalOf(training.Courses.GetCourseAsync(new GetCourseRequest { CourseId = draft.CourseId }, training.As(Guid.NewGuid())));
        Assert.Equal("course-unknown", stranger.Reason);
        Assert.Equal(draft, await training.Courses.GetCourseAsync(new GetCourseRequest { CourseId = draft.CourseId }, training.Staff));
        Assert.DoesNotContain(await ListedAsync(), course => course.CourseId == draft.CourseId);
        Assert.Contains(draft, await ForStaffAsync());

        var published = await PublishAsync(draft);
        Assert.Equal(published, Assert.Single(await ListedAsync(), course => course.CourseId == draft.CourseId));
        Assert.Equal(["en", "fr"], published.Title.Select(title => title.Language));

        var withdrawn = await WithdrawAsync(published);
        Assert.DoesNotContain(await ListedAsync(), course => course.CourseId == draft.CourseId);
        Assert.Equal("withdrawn", (await training.Courses.GetCourseAsync(new GetCourseRequest { CourseId = draft.CourseId }, TrainingProcess.Nobody)).State);
        Assert.Contains(withdrawn, await ForStaffAsync());
        Assert.Equal("published", (await PublishAsync(withdrawn)).State);
    }

    [Fact]
    public async Task The_catalogue_is_filtered_by_theme_and_level_and_an_unknown_one_lists_nothing()
    {
        var governance = await PublishAsync(await DraftAsync("governance", "introductory"));
        var accounting = await PublishAsync(await DraftAsync("accounting", "introductory"));

        Assert.Equal([governance.CourseId], OfBoth(await ListedAsync("governance")));
        Assert.Equal([governance.CourseId, accounting.CourseId], OfBoth(await ListedAsync(level: "introductory")));
        Assert.Empty(OfBoth(await ListedAsync("governance", "advanced")));
        Assert.Empty(await ListedAsync("'; DROP TABLE courses; --"));

        IEnumerable<string> OfBoth(IEnumerable<Course> courses) =>
            courses.Select(course => course.CourseId).Where(id => id == governance.CourseId || id == accounting.CourseId);
    }

    [Fact]
    public async Task A_bad_course_is_refused_with_a_reason_for_each_field_and_leaves_nothing()
    {
        var before = await ForStaffAsync();
        var content = new CourseContent { Title = { Text("en", new string('x', 201)) }, Theme = "alchemy" };

        var refusal = await TrainingProcess.RefusalOf(training.Courses.DraftCourseAsync(new DraftCourseRequest { Content = content }, training.Staff));

        Assert.Equal((StatusCode.InvalidArgument, "title-too-long"), (refusal.Status, refusal.Reason));
        Assert.Equal(
            [("level", "course-level-unknown"), ("summary", "course-summary-missing"), ("theme", "course-theme-unknown"), ("title", "title-too-long")],
            refusal.Facts.OrderBy(fact => fact.Item1, StringComparer.Ordinal));
        Assert.Equal("title-missing", (await TrainingProcess.RefusalOf(training.Courses.DraftCourseAsync(new DraftCourseRequest(), training.Staff))).Reason);
        Assert.Equal(before, await ForStaffAsync());

        var course = await DraftAsync();
        var bad = await TrainingProcess.RefusalOf(training.Courses.EditCourseAsync(new EditCourseRequest { CourseId = course.CourseId, Version = course.Version, Content = content }, training.Staff));
        Assert.Equal("title-too-long", bad.Reason);
        Assert.Equal(course, await training.Courses.GetCourseAsync(new GetCourseRequest { CourseId = course.CourseId }, training.Staff));
    }

    [Fact]
    public async Task Of_two_who_change_the_same_version_at_once_one_wins_and_the_other_is_told()
    {
        var seen = await DraftAsync();
        var changes = Enumerable.Range(0, 8).Select(number =>
        {
            var content = Content();
            content.Title[0].Text = $"Version of caller {number}";
            return EditAsync(seen, content);
        });

        var answers = await Task.WhenAll(changes);

        var winner = Assert.Single(answers, answer => answer.Reason is null).Course!;
        Assert.All(answers.Where(answer => answer.Course is null), answer => Assert.Equal("course-changed-meanwhile", answer.Reason));
        Assert.Equal(winner, await training.Courses.GetCourseAsync(new GetCourseRequest { CourseId = seen.CourseId }, training.Staff));

        // Nobody publishes what they have not read.
        var unread = await TrainingProcess.RefusalOf(training.Courses.PublishCourseAsync(new PublishCourseRequest { CourseId = seen.CourseId, Version = seen.Version }, training.Staff));
        Assert.Equal((StatusCode.Aborted, "course-changed-meanwhile"), (unread.Status, unread.Reason));
        await PublishAsync(winner);
    }

    [Fact]
    public async Task What_is_published_is_not_published_again_and_what_is_not_is_not_withdrawn()
    {
        var draft = await DraftAsync();
        var early = await TrainingProcess.RefusalOf(training.Courses.WithdrawCourseAsync(new WithdrawCourseRequest { CourseId = draft.CourseId, Version = draft.Version }, training.Staff));
        Assert.Equal("course-not-published", early.Reason);

        await PublishAsync(draft);
        var twice = await TrainingProcess.RefusalOf(training.Courses.PublishCourseAsync(new PublishCourseRequest { CourseId = draft.CourseId, Version = draft.Version }, training.Staff));
        Assert.Equal("course-already-published", twice.Reason);
    }

    [Fact]
    public async Task A_draft_is_deleted_by_staff_who_have_read_it_and_what_was_published_once_never()
    {
        var draft = await DraftAsync();
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await Delete(draft, training.As(Guid.NewGuid())))).StatusCode);
        var content = Content();
        content.Theme = "safety";
        var edited = (await EditAsync(draft, content)).Course!;
        Assert.Equal("course-changed-meanwhile", (await TrainingProcess.RefusalOf(Delete(draft, training.Staff))).Reason);
        await Delete(edited, training.Staff);
        Assert.DoesNotContain(await ForStaffAsync(), course => course.CourseId == draft.CourseId);
        Assert.Equal("course-unknown", (await TrainingProcess.RefusalOf(Delete(edited, training.Staff))).Reason);

        var published = await PublishAsync(await DraftAsync());
        Assert.Equal("course-not-draft", (await TrainingProcess.RefusalOf(Delete(published, training.Staff))).Reason);
        var withdrawn = await WithdrawAsync(published);
        Assert.Equal((StatusCode.FailedPrecondition, "course-not-draft"), await RefusalAsync(withdrawn));
        Assert.Contains(withdrawn, await ForStaffAsync());

        AsyncUnaryCall<DeleteCourseDraftReply> Delete(Course course, Metadata caller) =>
            training.Courses.DeleteDraftAsync(new DeleteCourseDraftRequest { CourseId = course.CourseId, Version = course.Version }, caller);

        async Task<(StatusCode, string)> RefusalAsync(Course course)
        {
            var refusal = await TrainingProcess.RefusalOf(Delete(course, training.Staff));
            return (refusal.Status, refusal.Reason);
        }
    }

    [Fact]
    public async Task Who_is_not_staff_makes_no_course()
    {
        Assert.Equal(StatusCode.Unauthenticated, await StatusOf(TrainingProcess.Nobody));
        Assert.Equal(StatusCode.PermissionDenied, await StatusOf(training.As(Guid.NewGuid())));
        Assert.Equal(StatusCode.OK, await StatusOf(training.Staff));

        async Task<StatusCode> StatusOf(Metadata caller)
        {
            try
            {
                await training.Courses.DraftCourseAsync(new DraftCourseRequest { Content = Content() }, caller);
                return StatusCode.OK;
            }
            catch (RpcException error)
            {
                return error.StatusCode;
            }
        }
    }

    [Fact]
    public async Task The_lists_version_changes_with_everything_listed_and_the_same_version_is_the_same_list()
    {
        var versions = new List<string> { await VersionAsync() };
        Assert.Equal(versions[0], await VersionAsync());
        var draft = await DraftAsync();
        Assert.Equal(versions[0], await VersionAsync());

        var published = await PublishAsync(draft);
        versions.Add(await VersionAsync());
        // The words are what they were; the version is not.
        var (edited, _) = await EditAsync(published, Content());
        versions.Add(await VersionAsync());
        var withdrawn = await WithdrawAsync(edited!);
        Assert.Equal(versions[0], await VersionAsync());
        await PublishAsync(withdrawn);
        versions.Add(await VersionAsync());
        Assert.Equal(versions.Count, versions.Distinct().Count());
    }

    [Fact]
    public async Task The_database_itself_refuses_what_no_course_is()
    {
        foreach (var wrong in new[] { "state = 4", "state = 2, published_at = NULL", "state = 3, published_at = NULL", "title = '{}'", "summary = '{}'" })
        {
            await DraftAsync();
            var error = await Assert.ThrowsAsync<PostgresException>(() => training.ExecuteAsync($"UPDATE courses SET {wrong}"));
            Assert.Equal(PostgresErrorCodes.CheckViolation, error.SqlState);
        }

        // The same statement with nothing wrong in it is taken.
        await training.ExecuteAsync("UPDATE courses SET state = state");
    }

    [Fact]
    public async Task The_demonstration_is_added_once_and_only_where_there_is_no_course()
    {
        await training.ExecuteAsync("DELETE FROM courses");
        for (var start = 0; start < 2; start++)
        {
            await training.KillAsync();
            await training.StartAsync(seed: true);
            for (var patience = 0; (await ListedAsync()).Count == 0 && patience < 200; patience++)
            {
                await Task.Delay(50);
            }
        }

        Assert.Equal(6, (await ListedAsync()).Count);
    }

    private static CourseContent Content(string theme = "funding", string level = "advanced") => new()
    {
        Title = { Text("en", "Leading a consortium"), Text("fr", "Conduire un consortium") },
        Summary = { Text("en", "Several partners, one grant.") },
        Theme = theme,
        Level = level,
    };

    private static LocalText Text(string language, string text) => new() { Language = language, Text = text, Origin = "human" };

    private async Task<Course> DraftAsync(string theme = "funding", string level = "advanced") =>
        await training.Courses.DraftCourseAsync(new DraftCourseRequest { Content = Content(theme, level) }, training.Staff);

    private async Task<Course> PublishAsync(Course seen) =>
        await training.Courses.PublishCourseAsync(new PublishCourseRequest { CourseId = seen.CourseId, Version = seen.Version }, training.Staff);

    private async Task<Course> WithdrawAsync(Course seen) =>
        await training.Courses.WithdrawCourseAsync(new WithdrawCourseRequest { CourseId = seen.CourseId, Version = seen.Version }, training.Staff);

    private async Task<(Course? Course, string? Reason)> EditAsync(Course seen, CourseContent content)
    {
        var call = training.Courses.EditCourseAsync(new EditCourseRequest { CourseId = seen.CourseId, Version = seen.Version, Content = content }, training.Staff);
        try
        {
            return (await call, null);
        }
        catch (RpcException)
        {
            return (null, (await TrainingProcess.RefusalOf(call)).Reason);
        }
    }

    private async Task<IReadOnlyList<Course>> ListedAsync(string theme = "", string level = "") =>
        (await training.Courses.ListCoursesAsync(new ListCoursesRequest { Theme = theme, Level = level }, TrainingProcess.Nobody)).Courses;

    private async Task<IReadOnlyList<Course>> ForStaffAsync() =>
        (await training.Courses.ListForStaffAsync(new ListCoursesForStaffRequest(), training.Staff)).Courses;

    private async Task<string> VersionAsync() =>
        (await training.Courses.GetListVersionAsync(new GetCourseListVersionRequest(), TrainingProcess.Nobody)).Version;
}
