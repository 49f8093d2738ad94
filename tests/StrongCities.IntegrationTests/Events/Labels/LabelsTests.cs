using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Labels;

namespace StrongCities.IntegrationTests.Events.Labels;

/// <summary>D25: nobody registers without having read what taking part involves, and everybody is asked again when it changes.</summary>
[Collection("servers")]
public sealed class LabelsTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task A_draft_is_answered_in_parts_and_published_only_when_every_question_is_answered()
    {
        var draft = await events.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = DialogueOf.Content(10, 3) }, events.Staff);
        var id = draft.Gathering.GatheringId;
        var half = new Label { Hosts = { new LocalText { Language = "en", Text = "Oslo" } }, Police = true, DataLeave = true, Leaving = { new LeavingData { KeptDays = 3 } } };
        var kept = await EditAsync(id, draft.Version, half);
        Assert.Equal((1, true, false, 3), (kept.Gathering.Label.Version, kept.Gathering.Label.Police, kept.Gathering.Label.HasPress, kept.Gathering.Label.Leaving[0].KeptDays));

        var refusal = await EventsProcess.RefusalOf(events.Gatherings.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = id }, events.Staff));
        Assert.Equal("label-incomplete", refusal.Reason);
        Assert.Equal(
            ["pays", "security_services", "press", "photos", "recordings", "leaving.0.data", "leaving.0.recipient"], refusal.Facts.Select(fact => fact.Key));

        var stale = await EventsProcess.RefusalOf(Edit(id, draft.Version, DialogueOf.Label()));
        Assert.Equal("gathering-changed-meanwhile", stale.Reason);
        var tooLong = DialogueOf.Label();
        tooLong.Pays[0].Text = new string('a', 501);
        var refused = await EventsProcess.RefusalOf(Edit(id, kept.Version, tooLong));
        Assert.Equal(("label-text-too-long", ("pays", "label-text-too-long")), (refused.Reason, refused.Facts.Single()));

        // Nobody has seen the first answers, so they are written over.
        var whole = await EditAsync(id, kept.Version, DialogueOf.Label());
        Assert.Equal(1, whole.Gathering.Label.Version);
        await events.Gatherings.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = id }, events.Staff);
        var seen = await events.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = id }, EventsProcess.Nobody);
        Assert.Equal(("The city of Oslo", 2), (seen.Label.Hosts.Single().Text, seen.Label.Leaving.Count));
    }

    [Fact]
    public async Task Nobody_registers_without_having_read_the_version_in_force()
    {
        var id = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 1);
        // The form that is shown again for it is sent with the key it had.
        var key = Guid.NewGuid().ToString();

        Assert.Equal("label-not-acknowledged", (await EventsProcess.RefusalOf(Register(0))).Reason);
        var stale = await EventsProcess.RefusalOf(Register(2));
        Assert.Equal(("label-changed", ("version", "1")), (stale.Reason, stale.Facts.Single()));
        Assert.Equal("passing-on-unknown", (await EventsProcess.RefusalOf(Register(1, "0123456789abcdef0123"))).Reason);
        Assert.Equal(0, await events.AskAsync<long>("SELECT count(*) FROM admission_entries WHERE organization_id = $1", organization));
        Assert.Equal(0, await events.AskAsync<long>("SELECT count(*) FROM admission_acknowledgements WHERE person_id = $1", people[0]));

        var registered = await events.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = (await Register(1)).RegistrationId }, events.As(people[0]));
        Assert.Equal((1, false, 0), (registered.Acknowledgement.Version, registered.Acknowledgement.Open, registered.Acknowledgement.AgreedLeavingIds.Count));
        Assert.True(registered.RegisteredByReader);

        Grpc.Core.AsyncUnaryCall<RegisterDelegationReply> Register(int version, params string[] agreed) => events.Registrations.RegisterDelegationAsync(
            new RegisterDelegationRequest
            {
                GatheringId = id,
                OrganizationId = organization.ToString(),
                MinSeats = 1,
                MaxSeats = 1,
                Key = key,
                LabelVersion = version,
                AgreedLeavingIds = { agreed },
            },
            events.As(people[0]));
    }

    [Fact]
    public async Task A_changed_label_asks_everybody_again_and_an_agreement_stays_with_the_words_it_was_given_to()
    {
        var id = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 2);
        var registration = await events.Register(id, organization, people[0], 2, people: people);
        var names = (await events.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = id }, EventsProcess.Nobody)).Label.Leaving.Single(leaving => leaving.Names);
        var agreed = await AcknowledgeAsync(registration, people[0], 1, names.LeavingId);
        Assert.Equal([names.LeavingId], agreed.Acknowledgement.AgreedLeavingIds);

        // The same answers again are no new version, and nobody is asked.
        var staff = await events.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = id }, events.Staff);
        var same = await EditAsync(id, staff.Version, DialogueOf.Label());
        Assert.Equal(1, same.Gathering.Label.Version);

        // Press no longer comes; the names go to somebody else.
        var label = DialogueOf.Label();
        label.Press = false;
        label.Leaving[0] = DialogueOf.Leaving("Names", "The ministry", names: true);
        var changed = await EditAsync(id, same.Version, label);
        Assert.Equal(2, changed.Gathering.Label.Version);
        var fact = await events.FactAsync<GatheringLabelChanged>(fact => fact.GatheringId == Guid.Parse(id));
        Assert.Equal(2, fact.LabelVersion);
        Assert.Single(events.Facts.OfType<GatheringLabelChanged>(), fact => fact.GatheringId == Guid.Parse(id));

        var open = await events.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(people[0]));
        Assert.Equal((1, true, 0), (open.Acknowledgement.Version, open.Acknowledgement.Open, open.Acknowledgement.AgreedLeavingIds.Count));
        var described = await DescribeAsync(registration);
        Assert.Equal(people.Select(person => person.ToString()).Order(), described.LabelOpenPersonIds.Order());
        Assert.Equal("label-changed", (await EventsProcess.RefusalOf(Acknowledge(registration, people[0], 1))).Reason);
        Assert.Equal("passing-on-unknown", (await EventsProcess.RefusalOf(Acknowledge(registration, people[0], 2, names.LeavingId))).Reason);

        var read = await AcknowledgeAsync(registration, people[0], 2);
        Assert.Equal((2, false, 0), (read.Acknowledgement.Version, read.Acknowledgement.Open, read.Acknowledgement.AgreedLeavingIds.Count));
        Assert.Equal([people[1].ToString()], (await DescribeAsync(registration)).LabelOpenPersonIds);

        // Published once, it stays complete.
        var emptied = await EventsProcess.RefusalOf(Edit(id, changed.Version, new Label()));
        Assert.Equal("label-incomplete", emptied.Reason);
    }

    [Fact]
    public async Task Who_leaves_over_a_changed_label_leaves_without_a_mark_and_who_leaves_for_another_reason_does_not()
    {
        var id = await events.PublishedAsync(10, 3);
        var (leavingOrganization, leaving) = await events.MemberAsync("NO", 2);
        var (otherOrganization, other) = await events.MemberAsync("SE", 1);
        var first = await events.Register(id, leavingOrganization, leaving[0], 2, people: leaving);
        var second = await events.Register(id, otherOrganization, other[0], 1);
        var staff = await events.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = id }, events.Staff);
        var label = DialogueOf.Label();
        label.Police = true;
        await EditAsync(id, staff.Version, label);
        await AcknowledgeAsync(second, other[0], 2);

        // One delegate takes the own name out: the seat stays with the delegation, and pressing twice is like once.
        var without = await events.Registrations.LeaveDelegationAsync(new LeaveDelegationRequest { RegistrationId = first.RegistrationId }, events.As(leaving[1]));
        Assert.Equal(("confirmed", 2, leaving[0].ToString()), (without.State, without.Seats, without.PersonIds.Single()));
        Assert.Equal(without.PersonIds, (await events.Registrations.LeaveDelegationAsync(new LeaveDelegationRequest { RegistrationId = first.RegistrationId }, events.As(leaving[1]))).PersonIds);

        var left = await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = first.RegistrationId }, events.As(leaving[0]));
        var cancelled = await events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = second.RegistrationId }, events.As(other[0]));
        Assert.Equal((true, false), (left.LeftOverLabel, cancelled.LeftOverLabel));
    }

    [Fact]
    public async Task Only_staff_answer_a_label_and_only_the_own_organization_acknowledges_it()
    {
        var id = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 1);
        var (_, strangers) = await events.MemberAsync("SK", 1);
        var registration = await events.Register(id, organization, people[0], 1);

        var error = await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () => await events.Gatherings.EditLabelAsync(
            new EditLabelRequest { GatheringId = id, Version = 3, Label = DialogueOf.Label() }, events.As(people[0])));
        Assert.Equal(Grpc.Core.StatusCode.PermissionDenied, error.StatusCode);
        Assert.Equal("registration-unknown", (await EventsProcess.RefusalOf(Acknowledge(registration, strangers[0], 1))).Reason);
        Assert.Equal("registration-unknown", (await EventsProcess.RefusalOf(
            events.Registrations.LeaveDelegationAsync(new LeaveDelegationRequest { RegistrationId = registration.RegistrationId }, events.As(strangers[0])))).Reason);
    }

    private Grpc.Core.AsyncUnaryCall<StaffGathering> Edit(string id, long version, Label label) =>
        events.Gatherings.EditLabelAsync(new EditLabelRequest { GatheringId = id, Version = version, Label = label }, events.Staff);

    private async Task<StaffGathering> EditAsync(string id, long version, Label label) => await Edit(id, version, label);

    private Grpc.Core.AsyncUnaryCall<Registration> Acknowledge(Registration registration, Guid person, int version, params string[] agreed) => events.Registrations.AcknowledgeLabelAsync(
        new AcknowledgeLabelRequest { RegistrationId = registration.RegistrationId, LabelVersion = version, AgreedLeavingIds = { agreed } }, events.As(person));

    private async Task<Registration> AcknowledgeAsync(Registration registration, Guid person, int version, params string[] agreed) =>
        await Acknowledge(registration, person, version, agreed);

    private async Task<RegistrationDescription> DescribeAsync(Registration registration) => await events.Mail.DescribeAsync(
        new DescribeRequest { RegistrationId = registration.RegistrationId }, events.WithScope("registrations.mail"));
}
