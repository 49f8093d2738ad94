using Grpc.Core;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Training;
using StrongCities.IntegrationTests.Events;

namespace StrongCities.IntegrationTests.Training;

[Collection("servers")]
public sealed class CohortsTests(TrainingProcess training) : IClassFixture<TrainingProcess>
{
    [Fact]
    public async Task A_cohort_is_of_a_course_of_the_catalogue_in_a_named_language_and_every_wrong_field_is_named()
    {
        var content = Content(await CourseAsync(publish: false));
        content.Language = "";
        content.Trainers[0].Text = new string('x', 1_001);
        content.Ends = $"{DialogueOf.Day(1)[..4]}-12-31T09:00";

        var refusal = await TrainingProcess.RefusalOf(training.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = content }, training.Staff));

        Assert.Equal(
            [("course_id", "cohort-course-not-published"), ("language", "cohort-language-missing"), ("trainers", "cohort-trainers-too-long")],
            refusal.Facts.Where(fact => fact.Key is "course_id" or "language" or "trainers").Select(fact => (fact.Key, fact.Value)));
        Assert.DoesNotContain(
            (await training.Gatherings.ListForStaffAsync(new ListForStaffRequest(), training.Staff)).Gatherings, cohort => cohort.Gathering.Language.Length == 0);
    }

    [Fact]
    public async Task A_course_is_not_withdrawn_while_a_cohort_of_it_is_announced_and_not_over()
    {
        var course = await CourseAsync();
        var announced = (await PublishedAsync(Content(course))).Gathering.GatheringId;
        var refusal = await TrainingProcess.RefusalOf(Withdraw());
        Assert.Equal((StatusCode.FailedPrecondition, "course-has-dates"), (refusal.Status, refusal.Reason));

        await training.ExecuteAsync("UPDATE gatherings SET starts_at = now() - interval '3 days', ends_at = now() - interval '1 day' WHERE id = $1", Guid.Parse(announced));
        Assert.Equal("withdrawn", (await Withdraw()).State);

        AsyncUnaryCall<Course> Withdraw() => training.Courses.WithdrawCourseAsync(new WithdrawCourseRequest { CourseId = course, Version = 2 }, training.Staff);
    }

    [Fact]
    public async Task A_draft_of_a_course_that_was_withdrawn_meanwhile_is_not_announced()
    {
        var course = await CourseAsync();
        var draft = await training.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = Content(course) }, training.Staff);
        var id = draft.Gathering.GatheringId;
        await training.Gatherings.EditLabelAsync(new EditLabelRequest { GatheringId = id, Version = draft.Version, Label = DialogueOf.Label() }, training.Staff);
        await training.Courses.WithdrawCourseAsync(new WithdrawCourseRequest { CourseId = course, Version = 2 }, training.Staff);

        var refusal = await TrainingProcess.RefusalOf(training.Gatherings.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = id }, training.Staff));

        Assert.Equal("cohort-course-not-published", refusal.Reason);
        Assert.Equal("draft", (await training.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = id }, training.Staff)).Gathering.State);
    }

    [Fact]
    public async Task A_draft_is_deleted_with_its_seats_and_label_by_staff_who_have_read_it_and_what_was_published_never()
    {
        var course = await CourseAsync();
        var draft = await training.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = Content(course) }, training.Staff);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await Delete(draft, training.As(Guid.NewGuid())))).StatusCode);
        var edited = await training.Gatherings.EditLabelAsync(
            new EditLabelRequest { GatheringId = draft.Gathering.GatheringId, Version = draft.Version, Label = DialogueOf.Label() }, training.Staff);
        Assert.Equal(3, await RowsAsync(draft));
        Assert.Equal("gathering-changed-meanwhile", (await TrainingProcess.RefusalOf(Delete(draft, training.Staff))).Reason);
        await Delete(edited, training.Staff);
        Assert.Equal("gathering-unknown", (await TrainingProcess.RefusalOf(Delete(edited, training.Staff))).Reason);
        Assert.Equal(0, await RowsAsync(draft));

        var published = await PublishedAsync(Content(course));
        Assert.Equal("gathering-not-draft", (await TrainingProcess.RefusalOf(Delete(published, training.Staff))).Reason);
        Assert.Equal(3, await RowsAsync(published));

        Task<long> RowsAsync(StaffGathering cohort) => training.AskAsync<long>(
            """
            SELECT (SELECT count(*) FROM gatherings WHERE id = $1) + (SELECT count(*) FROM admission_offerings WHERE id = $1)
                + (SELECT count(*) FROM admission_labels WHERE offering_id = $1)
            """, Guid.Parse(cohort.Gathering.GatheringId));

        AsyncUnaryCall<DeleteDraftReply> Delete(StaffGathering cohort, Metadata caller) =>
            training.Gatherings.DeleteDraftAsync(new DeleteDraftRequest { GatheringId = cohort.Gathering.GatheringId, Version = cohort.Version }, caller);
    }

    [Fact]
    public async Task A_cohort_may_last_for_half_a_year_and_is_told_with_its_course_language_and_trainers()
    {
        var course = await CourseAsync();
        var cohort = await PublishedAsync(Content(course));
        var told = await training.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = cohort.Gathering.GatheringId }, TrainingProcess.Nobody);
        Assert.Equal((GatheringKinds.Cohort, course, "fr", "A trainer"), (told.Kind, told.CourseId, told.Language, told.Trainers.Single().Text));
        Assert.Contains(told, (await training.Gatherings.ListGatheringsAsync(new ListGatheringsRequest(), TrainingProcess.Nobody)).Gatherings);

        var longer = Content(course);
        longer.Ends = $"{int.Parse(DialogueOf.Day(1)[..4], System.Globalization.CultureInfo.InvariantCulture) + 1}-06-01T09:00";
        var refusal = await TrainingProcess.RefusalOf(training.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = longer }, training.Staff));
        Assert.Equal("gathering-too-long", refusal.Reason);
    }

    [Fact]
    public async Task Places_are_booked_up_to_the_cap_and_a_moved_or_called_off_session_raises_the_calendars_sequence_and_keeps_every_place()
    {
        var cohort = await PublishedAsync(Content(await CourseAsync()));
        var id = cohort.Gathering.GatheringId;
        var (organization, people) = await training.MemberAsync("FR", 1);
        var refused = await TrainingProcess.RefusalOf(training.Book(id, organization, people[0], 4));
        Assert.Equal(("delegation-exceeds-limit", "3"), (refused.Reason, refused.Facts.Single().Value));
        var booked = await training.Register(id, organization, people[0], 3);
        Assert.Equal(("confirmed", 3, GatheringKinds.Cohort), (booked.State, booked.Seats, booked.Gathering.Kind));
        var before = await DescribeAsync(booked);

        // The second session moves by a day, the third does not take place.
        var content = Content(cohort.Gathering.CourseId);
        var sessions = cohort.Gathering.Sessions.ToList();
        content.Sessions.Clear();
        content.Sessions.Add(Session(sessions[0].SessionId, 2));
        content.Sessions.Add(Session(sessions[1].SessionId, 10));
        var edited = await training.Gatherings.EditGatheringAsync(new EditGatheringRequest { GatheringId = id, Version = await VersionAsync(id), Content = content }, training.Staff);

        Assert.Equal([false, false, true], edited.Gathering.Sessions.OrderBy(session => sessions.FindIndex(old => old.SessionId == session.SessionId)).Select(session => session.CalledOff));
        var after = await DescribeAsync(booked);
        Assert.Equal((before.CalendarUid, 3), (after.CalendarUid, after.Registration.Seats));
        Assert.True(after.CalendarSequence > before.CalendarSequence);
        await training.FactAsync<GatheringMoved>(fact => fact.GatheringId == Guid.Parse(id));

        // It is asked whether it still comes, and is told when each session of before was to be; once it said yes, another move asks anew.
        var asked = (await GetAsync()).StillComing;
        Assert.Equal((1, false), (asked.Move, asked.Answered));
        Assert.Equal(sessions.Select(session => (session.SessionId, session.StartsAt, session.EndsAt)).OrderBy(sitting => sitting.SessionId),
            asked.Was.Sittings.Select(sitting => (sitting.SessionId, sitting.StartsAt, sitting.EndsAt)).OrderBy(sitting => sitting.SessionId));
        var yes = await training.Registrations.ConfirmStillComingAsync(new ConfirmStillComingRequest { RegistrationId = booked.RegistrationId, Move = 1 }, training.As(people[0]));
        Assert.True(yes.StillComing.Answered);
        Assert.Equal((1, 1), await CountAsync());
        content.Sessions[1] = Session(sessions[1].SessionId, 11);
        await training.Gatherings.EditGatheringAsync(new EditGatheringRequest { GatheringId = id, Version = await VersionAsync(id), Content = content }, training.Staff);
        Assert.Equal((2, false, 2), ((await GetAsync()).StillComing.Move, (await GetAsync()).StillComing.Answered, (await GetAsync()).StillComing.Was.Sittings.Count));
        Assert.Equal((1, 0), await CountAsync());

        Task<Registration> GetAsync() =>
            training.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = booked.RegistrationId }, training.As(people[0])).ResponseAsync;

        async Task<(int, int)> CountAsync()
        {
            var staff = await training.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = id }, training.Staff);
            return (staff.AskedStillComing, staff.StillComing);
        }
    }

    private AsyncUnaryCall<RegistrationDescription> DescribeAsync(Registration registration) =>
        training.Mail.DescribeAsync(new DescribeRequest { RegistrationId = registration.RegistrationId }, training.WithScope("registrations.mail"));

    private async Task<long> VersionAsync(string cohort) =>
        (await training.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = cohort }, training.Staff)).Version;

    private async Task<StaffGathering> PublishedAsync(GatheringContent content)
    {
        var draft = await training.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = content }, training.Staff);
        var id = draft.Gathering.GatheringId;
        await training.Gatherings.EditLabelAsync(new EditLabelRequest { GatheringId = id, Version = draft.Version, Label = DialogueOf.Label() }, training.Staff);
        return await training.Gatherings.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = id }, training.Staff);
    }

    private async Task<string> CourseAsync(bool publish = true)
    {
        var course = await training.Courses.DraftCourseAsync(
            new DraftCourseRequest
            {
                Content = new CourseContent
                {
                    Title = { new LocalText { Language = "en", Text = "Books in order" } },
                    Summary = { new LocalText { Language = "en", Text = "A cash book and receipts" } },
                    Theme = "accounting",
                    Level = "introductory",
                },
            }, training.Staff);
        return publish
            ? (await training.Courses.PublishCourseAsync(new PublishCourseRequest { CourseId = course.CourseId, Version = course.Version }, training.Staff)).CourseId
            : course.CourseId;
    }

    private static GatheringContent Content(string course) => new()
    {
        Title = { new LocalText { Language = "fr", Text = "En soirée" } },
        Starts = $"{DialogueOf.Day(1)}T09:00",
        Ends = $"{DialogueOf.Day(1)[..4]}-11-01T18:00",
        TimeZone = "Europe/Paris",
        HostCity = "Lyon",
        Format = "online",
        Capacity = 12,
        SeatsPerOrganization = 3,
        CourseId = course,
        Language = "fr",
        Trainers = { new LocalText { Language = "en", Text = "A trainer" } },
        Sessions = { Session("", 2), Session("", 9), Session("", 16) },
    };

    private static SessionContent Session(string id, int day) => new()
    {
        SessionId = id,
        Title = { new LocalText { Language = "fr", Text = "Séance" } },
        Starts = $"{DialogueOf.Day(day)}T18:00",
        Ends = $"{DialogueOf.Day(day)}T20:00",
    };
}
