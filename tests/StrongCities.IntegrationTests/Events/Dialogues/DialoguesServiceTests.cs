using Grpc.Core;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events.Gatherings;

[Collection("servers")]
public sealed class DialoguesServiceTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task A_draft_is_seen_by_staff_alone_and_a_published_dialogue_by_everybody()
    {
        var draft = await events.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = DialogueOf.Content(60, 3) }, events.Staff);
        var id = draft.Gathering.GatheringId;
        Assert.Equal(("draft", 60, 0), (draft.Gathering.State, draft.Capacity, draft.Taken));
        Assert.Equal(new DateTimeOffset(TimeProvider.System.GetUtcNow().Year + 1, 6, 21, 7, 0, 0, TimeSpan.Zero), draft.Gathering.StartsAt.ToDateTimeOffset());

        var hidden = await EventsProcess.RefusalOf(events.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = id }, EventsProcess.Nobody));
        var missing = await EventsProcess.RefusalOf(events.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = Guid.NewGuid().ToString() }, EventsProcess.Nobody));
        Assert.Equal((missing.Status, missing.Reason, missing.Message), (hidden.Status, hidden.Reason, hidden.Message));
        Assert.Equal("draft", (await events.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = id }, events.Staff)).State);

        var early = await EventsProcess.RefusalOf(events.Gatherings.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = id }, events.Staff));
        Assert.Equal("label-incomplete", early.Reason);
        var off = await EventsProcess.RefusalOf(events.Gatherings.CancelGatheringAsync(
            new CancelGatheringRequest { GatheringId = id, Words = { new LocalText { Language = "en", Text = "Rain" } } }, events.Staff));
        Assert.Equal("gathering-not-published", off.Reason);
        Assert.Contains(("hosts", "label-hosts-missing"), early.Facts);
        await events.Gatherings.EditLabelAsync(new EditLabelRequest { GatheringId = id, Version = draft.Version, Label = DialogueOf.Label() }, events.Staff);
        await events.Gatherings.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = id }, events.Staff);

        var seen = Assert.Single((await events.Gatherings.ListGatheringsAsync(new ListGatheringsRequest(), EventsProcess.Nobody)).Gatherings, dialogue => dialogue.GatheringId == id);
        Assert.Equal(("published", "plenty", "Mayors"), (seen.State, seen.Availability, seen.Sessions.Single().Track));
        Assert.Equal(["en", "fr"], seen.Title.Select(title => title.Language));
        await events.FactAsync<GatheringPublished>(fact => fact.GatheringId == Guid.Parse(id));
        var again = await EventsProcess.RefusalOf(events.Gatherings.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = id }, events.Staff));
        Assert.Equal("gathering-not-draft", again.Reason);
    }

    [Fact]
    public async Task Who_is_not_staff_at_this_moment_makes_no_dialogue()
    {
        var request = new DraftGatheringRequest { Content = DialogueOf.Content(60, 3) };
        Assert.Equal(StatusCode.Unauthenticated, await StatusOf(EventsProcess.Nobody));
        Assert.Equal(StatusCode.PermissionDenied, await StatusOf(events.As(Guid.NewGuid())));
        Assert.Equal(StatusCode.PermissionDenied, await StatusOf(events.WithScope("registrations.mail")));

        var former = Guid.NewGuid();
        events.Membership.Staff[former] = true;
        Assert.Equal(StatusCode.OK, await StatusOf(events.As(former)));
        // The same role in a session without a second factor makes no dialogue, and sees no draft either.
        Assert.Equal("second-factor-needed", (await EventsProcess.RefusalOf(events.Gatherings.DraftGatheringAsync(request, events.As(former, secondFactor: false)))).Reason);
        var draft = new GetGatheringRequest { GatheringId = (await events.Gatherings.DraftGatheringAsync(request, events.Staff)).Gathering.GatheringId };
        Assert.NotNull(await events.Gatherings.GetGatheringAsync(draft, events.As(former)));
        Assert.Equal("gathering-unknown", (await EventsProcess.RefusalOf(events.Gatherings.GetGatheringAsync(draft, events.As(former, secondFactor: false)))).Reason);
        events.Membership.Staff.TryRemove(former, out _);
        Assert.Equal(StatusCode.PermissionDenied, await StatusOf(events.As(former)));

        events.Membership.RolesAnswer = false;
        Assert.Equal(StatusCode.PermissionDenied, await StatusOf(events.Staff));
        events.Membership.RolesAnswer = true;

        async Task<StatusCode> StatusOf(Metadata caller)
        {
            try
            {
                await events.Gatherings.DraftGatheringAsync(request, caller);
                return StatusCode.OK;
            }
            catch (RpcException error)
            {
                return error.StatusCode;
            }
        }
    }

    [Fact]
    public async Task Staff_alone_are_told_the_exact_counts_of_one_dialogue_as_the_list_of_its_registrations_tells_them()
    {
        var id = await events.PublishedAsync(4, 3);
        var (seated, seatedPeople) = await events.MemberAsync("NO", 1);
        var (waiting, waitingPeople) = await events.MemberAsync("SK", 1);
        await events.Register(id, seated, seatedPeople[0], 3);
        await events.Register(id, waiting, waitingPeople[0], 3);

        var told = await GetAsync(events.Staff);
        Assert.Equal((4, 3, 1), (told.Capacity, told.Taken, told.WaitingEntries));
        Assert.Equal((await events.Registrations.ListForGatheringAsync(new ListForGatheringRequest { GatheringId = id }, events.Staff)).Gathering, told);

        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => GetAsync(EventsProcess.Nobody))).StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => GetAsync(events.As(seatedPeople[0])))).StatusCode);
        foreach (var none in new[] { Guid.NewGuid().ToString(), "none" })
        {
            Assert.Equal("gathering-unknown", (await EventsProcess.RefusalOf(events.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = none }, events.Staff))).Reason);
        }

        Task<StaffGathering> GetAsync(Metadata caller) => events.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = id }, caller).ResponseAsync;
    }

    [Fact]
    public async Task A_bad_dialogue_is_refused_with_a_reason_for_each_field_and_leaves_nothing()
    {
        var before = await events.AskAsync<long>("SELECT (SELECT count(*) FROM gatherings) + (SELECT count(*) FROM admission_offerings)");
        var content = DialogueOf.Content(0, 3);
        content.TimeZone = "Europe/Atlantis";
        content.Title.Clear();

        var refusal = await EventsProcess.RefusalOf(events.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = content }, events.Staff));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Equal("title-missing", refusal.Reason);
        Assert.Superset(
            new HashSet<(string, string)> { ("title", "title-missing"), ("time_zone", "zone-unknown"), ("capacity", "capacity-out-of-range") }, refusal.Facts.ToHashSet());
        Assert.Equal(before, await events.AskAsync<long>("SELECT (SELECT count(*) FROM gatherings) + (SELECT count(*) FROM admission_offerings)"));
    }

    [Fact]
    public async Task A_moved_dialogue_tells_everybody_and_raises_the_calendars_sequence()
    {
        var id = await events.PublishedAsync(10, 3);
        var member = await events.MemberAsync("NO", 1);
        var registration = await events.Register(id, member.Organization, member.People[0], 2);
        var before = await DescribeAsync(registration.RegistrationId);

        var content = DialogueOf.Content(10, 3);
        content.Starts = $"{DialogueOf.Day(21)}T09:15";
        var moved = await events.Gatherings.EditGatheringAsync(new EditGatheringRequest { GatheringId = id, Version = 3, Content = content }, events.Staff);

        Assert.Equal(4, moved.Version);
        var fact = await events.FactAsync<GatheringMoved>(fact => fact.GatheringId == Guid.Parse(id));
        Assert.Equal(4, fact.Version);
        var after = await DescribeAsync(registration.RegistrationId);
        Assert.Equal(before.CalendarUid, after.CalendarUid);
        Assert.True(after.CalendarSequence > before.CalendarSequence);
        Assert.Equal(moved.Gathering.StartsAt.ToDateTimeOffset().UtcDateTime, await events.AskAsync<DateTime>("SELECT starts_at FROM admission_offerings WHERE id = $1", Guid.Parse(id)));
        Assert.Equal([registration.RegistrationId], (await ConcernedAsync(id)).RegistrationIds);
    }

    [Fact]
    public async Task Who_edits_an_older_version_is_refused_and_nothing_is_overwritten()
    {
        var id = await events.PublishedAsync(10, 3);
        var mine = DialogueOf.Content(10, 3);
        mine.HostCity = "Bergen";
        await events.Gatherings.EditGatheringAsync(new EditGatheringRequest { GatheringId = id, Version = 3, Content = mine }, events.Staff);

        var refusal = await EventsProcess.RefusalOf(events.Gatherings.EditGatheringAsync(
            new EditGatheringRequest { GatheringId = id, Version = 3, Content = DialogueOf.Content(20, 3) }, events.Staff));

        Assert.Equal((StatusCode.Aborted, "gathering-changed-meanwhile"), (refusal.Status, refusal.Reason));
        Assert.Equal("Bergen", (await events.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = id }, EventsProcess.Nobody)).HostCity);
    }

    [Fact]
    public async Task Capacity_stays_above_what_is_taken_and_the_refusal_names_the_seats_to_free()
    {
        var id = await events.PublishedAsync(10, 5);
        var member = await events.MemberAsync("NO", 1);
        await events.Register(id, member.Organization, member.People[0], 5);

        var refusal = await EventsProcess.RefusalOf(events.Gatherings.EditGatheringAsync(
            new EditGatheringRequest { GatheringId = id, Version = 3, Content = DialogueOf.Content(3, 3) }, events.Staff));

        Assert.Equal("capacity-below-taken", refusal.Reason);
        Assert.Contains(("to-free", "2"), refusal.Facts);
        var staff = await events.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = id }, events.Staff);
        Assert.Equal((10, 5, 3), (staff.Capacity, staff.Taken, staff.Version));
    }

    [Fact]
    public async Task A_cancelled_dialogue_ends_every_registration_and_takes_no_more()
    {
        var id = await events.PublishedAsync(4, 3);
        var seated = await events.MemberAsync("NO", 1);
        var waiting = await events.MemberAsync("SK", 1);
        var late = await events.MemberAsync("SE", 1);
        var first = await events.Register(id, seated.Organization, seated.People[0], 3);
        var second = await events.Register(id, waiting.Organization, waiting.People[0], 3);
        Assert.Equal(("confirmed", "waiting"), (first.State, second.State));

        var silent = await EventsProcess.RefusalOf(events.Gatherings.CancelGatheringAsync(new CancelGatheringRequest { GatheringId = id }, events.Staff));
        Assert.Equal("words-missing", silent.Reason);
        await events.Gatherings.CancelGatheringAsync(
            new CancelGatheringRequest { GatheringId = id, Words = { new LocalText { Language = "en", Text = "The venue burnt down." } } }, events.Staff);

        Assert.Equal(4, (await events.FactAsync<GatheringCancelled>(fact => fact.GatheringId == Guid.Parse(id))).Version);
        foreach (var (registration, person) in new[] { (first, seated.People[0]), (second, waiting.People[0]) })
        {
            var now = await events.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(person));
            Assert.Equal(("cancelled", "cancelled", "closed", 0), (now.State, now.Gathering.State, now.Gathering.Availability, now.Seats));
            Assert.Equal("The venue burnt down.", now.Gathering.CancelledWords.Single().Text);
        }

        Assert.Equal([first.RegistrationId, second.RegistrationId], (await ConcernedAsync(id)).RegistrationIds);
        Assert.Equal("gathering-not-open", (await EventsProcess.RefusalOf(events.Book(id, late.Organization, late.People[0], 1))).Reason);
        Assert.Equal("gathering-over", (await EventsProcess.RefusalOf(events.Gatherings.EditGatheringAsync(
            new EditGatheringRequest { GatheringId = id, Version = 4, Content = DialogueOf.Content(4, 3) }, events.Staff))).Reason);
    }

    private Task<RegistrationDescription> DescribeAsync(string registration) =>
        events.Mail.DescribeAsync(new DescribeRequest { RegistrationId = registration }, events.WithScope("registrations.mail")).ResponseAsync;

    private Task<ListConcernedReply> ConcernedAsync(string dialogue) =>
        events.Mail.ListConcernedAsync(new ListConcernedRequest { GatheringId = dialogue }, events.WithScope("registrations.mail")).ResponseAsync;
}
