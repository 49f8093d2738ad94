using Grpc.Core;
using Npgsql;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events.Registrations;

/// <summary>After each move of a dialogue every registration of before is asked whether it still comes; nobody loses anything by not answering.</summary>
[Collection("servers")]
public sealed class ConfirmStillComingTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task Each_move_asks_anew_who_holds_or_waits_for_seats_and_silence_keeps_them()
    {
        var id = await events.PublishedAsync(4, 3);
        var (seated, waiting) = (await events.MemberAsync("NO", 1), await events.MemberAsync("SK", 1));
        var first = await events.Register(id, seated.Organization, seated.People[0], 3);
        var second = await events.Register(id, waiting.Organization, waiting.People[0], 3);
        Assert.Null(first.StillComing);
        Assert.Equal((0, 0), await CountAsync(id));

        await MoveAsync(id, content => content.Starts = $"{DialogueOf.Day(21)}T09:15");
        var asked = await GetAsync(first, seated.People[0]);
        Assert.Equal(("confirmed", 3), (asked.State, asked.Seats));
        Assert.Equal((1, false, first.Gathering.StartsAt, "Town hall"), (asked.StillComing.Move, asked.StillComing.Answered, asked.StillComing.Was.StartsAt, asked.StillComing.Was.Venue));
        Assert.Equal(("waiting", 1), ((await GetAsync(second, waiting.People[0])).State, (await GetAsync(second, waiting.People[0])).StillComing.Move));
        Assert.Equal((2, 0), await CountAsync(id));
        // What the mail is written from asks too.
        var described = await events.Mail.DescribeAsync(new DescribeRequest { RegistrationId = second.RegistrationId }, events.WithScope("registrations.mail"));
        Assert.False(described.Registration.StillComing.Answered);

        // The first says yes, twice; the second says nothing and keeps its place.
        Assert.True((await ConfirmAsync(first, seated.People[0], 1)).StillComing.Answered);
        Assert.Equal(3, (await ConfirmAsync(first, seated.People[0], 1)).Seats);
        Assert.Equal((2, 1), await CountAsync(id));

        // A second move asks both again: who answered is shown what it knew then, and who did not what it knew before the first move.
        await MoveAsync(id, content => (content.Starts, content.Venue) = ($"{DialogueOf.Day(21)}T09:15", "Library"));
        Assert.Equal((2, 0), await CountAsync(id));
        var again = (await GetAsync(first, seated.People[0])).StillComing;
        Assert.Equal((2, false, asked.Gathering.StartsAt, "Town hall"), (again.Move, again.Answered, again.Was.StartsAt, again.Was.Venue));
        var silent = await GetAsync(second, waiting.People[0]);
        Assert.Equal((2, first.Gathering.StartsAt, "waiting", 1), (silent.StillComing.Move, silent.StillComing.Was.StartsAt, silent.State, silent.Position));

        // A page of before the second move is told so; the answer of then counts for nothing now.
        Assert.Equal((StatusCode.FailedPrecondition, "moved-again"), await RefusalAsync(first, seated.People[0], 1));
        Assert.Equal((2, 0), await CountAsync(id));
        await ConfirmAsync(second, waiting.People[0], 2);
        Assert.Equal((2, 1), await CountAsync(id));

        // Another title moves nobody.
        await MoveAsync(id, content => (content.Starts, content.Venue, content.Title[0].Text) = ($"{DialogueOf.Day(21)}T09:15", "Library", "Renamed"));
        Assert.Equal((2, 1), await CountAsync(id));
    }

    [Fact]
    public async Task Who_registers_after_a_move_is_asked_nothing_and_another_organizations_registration_is_not_there()
    {
        var id = await events.PublishedAsync(10, 3);
        var (before, after) = (await events.MemberAsync("NO", 1), await events.MemberAsync("SK", 1));
        var first = await events.Register(id, before.Organization, before.People[0], 1);
        Assert.Equal("not-moved", (await RefusalAsync(first, before.People[0], 1)).Reason);
        await MoveAsync(id, content => content.HostCity = "Bergen");
        var late = await events.Register(id, after.Organization, after.People[0], 1);
        Assert.Null(late.StillComing);
        Assert.Equal((1, 0), await CountAsync(id));

        Assert.Equal("not-moved", (await RefusalAsync(late, after.People[0], 1)).Reason);
        Assert.Equal((StatusCode.NotFound, "registration-unknown"), await RefusalAsync(first, after.People[0], 1));
        Assert.Equal((StatusCode.NotFound, "registration-unknown"), await RefusalAsync(new Registration { RegistrationId = Guid.NewGuid().ToString() }, after.People[0], 1));
        Assert.Equal((StatusCode.NotFound, "registration-unknown"), await RefusalAsync(first, events.StaffId, 1));
        Assert.Equal("moved-again", (await RefusalAsync(first, before.People[0], 2)).Reason);
        Assert.Equal((1, 0), await CountAsync(id));

        // The database, too, knows no answer to a move that there was not.
        var made = await Assert.ThrowsAsync<PostgresException>(() => events.ExecuteAsync(
            "INSERT INTO reconfirmations (registration_id, gathering_id, move, at) VALUES ($1, $2, 2, now())", Guid.Parse(first.RegistrationId), Guid.Parse(id)));
        Assert.Equal("fk_reconfirmations_gathering_moves_gathering_id_move", made.ConstraintName);
    }

    [Fact]
    public async Task Who_leaves_while_it_is_asked_counts_as_no_absence_and_who_said_yes_or_takes_it_back_is_asked_as_before()
    {
        var id = await events.PublishedAsync(10, 3);
        var (leaving, staying) = (await events.MemberAsync("NO", 1), await events.MemberAsync("SK", 1));
        var first = await events.Register(id, leaving.Organization, leaving.People[0], 1);
        var second = await events.Register(id, staying.Organization, staying.People[0], 1);
        await MoveAsync(id, content => content.HostCity = "Bergen");
        await ConfirmAsync(second, staying.People[0], 1);

        var left = await CancelAsync(first, leaving.People[0]);
        Assert.Equal(("held", true), (left.State, left.LeftOverMove));
        Assert.Null(left.StillComing);
        Assert.Equal("registration-not-active", (await RefusalAsync(first, leaving.People[0], 1)).Reason);
        Assert.False((await CancelAsync(second, staying.People[0])).LeftOverMove);
        Assert.Equal((0, 0), await CountAsync(id));

        var back = await events.Registrations.UndoCancellationAsync(new UndoCancellationRequest { RegistrationId = first.RegistrationId }, events.As(leaving.People[0]));
        Assert.Equal((false, false), (back.StillComing.Answered, back.LeftOverMove));

        await events.Gatherings.CancelGatheringAsync(new CancelGatheringRequest { GatheringId = id, Words = { new LocalText { Language = "en", Text = "Rain" } } }, events.Staff);
        Assert.Equal("gathering-over", (await RefusalAsync(first, leaving.People[0], 1)).Reason);
        Assert.Equal((0, 0), await CountAsync(id));
    }

    [Fact]
    public async Task A_draft_that_is_moved_asks_nobody()
    {
        var draft = await events.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = DialogueOf.Content(10, 3) }, events.Staff);
        await MoveAsync(draft.Gathering.GatheringId, content => content.HostCity = "Bergen");
        Assert.Equal(0, await events.AskAsync<long>("SELECT count(*) FROM gathering_moves WHERE gathering_id = $1", Guid.Parse(draft.Gathering.GatheringId)));
    }

    [Fact]
    public async Task A_registration_that_the_ledger_is_just_taking_is_asked_too()
    {
        var id = await events.PublishedAsync(10, 3);
        await using var connection = await events.Database.OpenConnectionAsync();
        await using var booking = await connection.BeginTransactionAsync();
        // As the ledger does: the row is held until the registration is committed.
        await using (var book = new NpgsqlCommand("UPDATE admission_offerings SET last_sequence = last_sequence + 1 WHERE id = $1", connection, booking) { Parameters = { new() { Value = Guid.Parse(id) } } })
        {
            await book.ExecuteNonQueryAsync();
        }

        var move = MoveAsync(id, content => content.HostCity = "Bergen");
        await Task.Delay(500);
        Assert.False(move.IsCompleted);
        await booking.CommitAsync();
        await move;
        Assert.Equal(1, await events.AskAsync<long>("SELECT last_sequence FROM gathering_moves WHERE gathering_id = $1", Guid.Parse(id)));
    }

    private async Task MoveAsync(string id, Action<GatheringContent> change)
    {
        var content = DialogueOf.Content(await events.AskAsync<int>("SELECT capacity FROM admission_offerings WHERE id = $1", Guid.Parse(id)), 3);
        change(content);
        var now = await events.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = id }, events.Staff);
        await events.Gatherings.EditGatheringAsync(new EditGatheringRequest { GatheringId = id, Version = now.Version, Content = content }, events.Staff);
    }

    private async Task<(int Asked, int Yes)> CountAsync(string id)
    {
        var staff = await events.Gatherings.GetForStaffAsync(new GetForStaffRequest { GatheringId = id }, events.Staff);
        Assert.Equal(staff, (await events.Registrations.ListForGatheringAsync(new ListForGatheringRequest { GatheringId = id }, events.Staff)).Gathering);
        return (staff.AskedStillComing, staff.StillComing);
    }

    private Task<Registration> GetAsync(Registration registration, Guid person) =>
        events.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(person)).ResponseAsync;

    private Task<Registration> CancelAsync(Registration registration, Guid person) =>
        events.Registrations.CancelRegistrationAsync(new CancelRegistrationRequest { RegistrationId = registration.RegistrationId }, events.As(person)).ResponseAsync;

    private AsyncUnaryCall<Registration> ConfirmAsync(Registration registration, Guid person, int move) =>
        events.Registrations.ConfirmStillComingAsync(new ConfirmStillComingRequest { RegistrationId = registration.RegistrationId, Move = move }, events.As(person));

    private async Task<(StatusCode Status, string Reason)> RefusalAsync(Registration registration, Guid person, int move)
    {
        var refusal = await EventsProcess.RefusalOf(ConfirmAsync(registration, person, move));
        return (refusal.Status, refusal.Reason);
    }
}
